namespace LearnWeb.Tests.Integration.Pages;

/// <summary>A real proxy that a site stands behind.</summary>
public interface IFront : IAsyncDisposable
{
    /// <summary>Where clients find it.</summary>
    Uri Address { get; }
}
