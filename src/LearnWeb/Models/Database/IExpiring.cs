namespace LearnWeb.Models.Database;

/// <summary>A store whose entries are worth nothing after a time.</summary>
public interface IExpiring
{
    /// <summary>Removes what has expired. It is called every few minutes, one call after the other.</summary>
    Task RemoveExpiredAsync(CancellationToken cancellation);
}
