using LearnWeb.Tcp;

namespace LearnWeb.Rendering.Tcp;

/// <summary>How a ladder is drawn.</summary>
/// <param name="FirstStep">The first step, from 1.</param>
/// <param name="LastStep">The last one.</param>
/// <param name="ClientName">A letter for the client's first number; <c>null</c> for the number itself.</param>
/// <param name="ServerName">The same for the server.</param>
/// <param name="IsOnPage">Whether arrows lead to the elements <c>segment-n</c>, and numbers can be switched to relative
/// ones.</param>
/// <param name="IsNarrow">Whether it is for a phone: steps and states stand between the bars, and each label has two
/// lines.</param>
public sealed record LadderView(
    int FirstStep = 1,
    int LastStep = TcpScript.MostSteps,
    string? ClientName = null,
    string? ServerName = null,
    bool IsOnPage = false,
    bool IsNarrow = false
)
{
    /// <summary>How wide the bars are that show the states.</summary>
    public const double Bar = 14;

    /// <summary>How far from the middle of a bar the room between the bars begins.</summary>
    public const double Edge = (Bar / 2) + 1;

    private const double States = 110; // room for the longest name of a state

    /// <summary>Where the middle of the client's bar is.</summary>
    public double ClientX =>
        this switch
        {
            { IsNarrow: true } => 10,
            { IsOnPage: true } => 280,
            _ => 238,
        };

    /// <summary>Where the middle of the server's bar is; a note has less room than the lab's page.</summary>
    public double ServerX =>
        this switch
        {
            { IsNarrow: true } => 310,
            { IsOnPage: true } => 734,
            _ => 656,
        };

    public double Width => IsNarrow ? ServerX + ClientX : ServerX + States;

    /// <summary>How far down an event is from the one before.</summary>
    public double LineHeight => IsNarrow ? 31 : 21;

    /// <summary>How far down a step is from what happened before.</summary>
    public double StepHeight => IsNarrow ? 36 : 27;

    /// <summary>How much more a segment takes that does not arrive: on a phone its numbers stand below it.</summary>
    public double RoomBelowStopped => IsNarrow ? 16 : 0;

    public double XOf(Side side) => side == Side.Client ? ClientX : ServerX;
}
