using System.Globalization;

namespace LearnWeb.Http.HttpBin;

/// <summary>One status code, or several with weights: <c>200</c>, <c>200,404</c>, <c>200:0.9,500:0.1</c>.</summary>
public sealed class StatusChoice
{
    private readonly IReadOnlyList<(int Code, double Weight)> _choices;

    private StatusChoice(IReadOnlyList<(int Code, double Weight)> choices) => _choices = choices;

    /// <summary>
    /// Reads the codes, each from 200 to 599. A 1xx response is only interim and cannot be the answer (RFC 9110 §15.2).
    /// The result is <c>null</c> if a code is out of range, a weight is malformed or negative, or all weights are zero.
    /// </summary>
    public static StatusChoice? Read(string text)
    {
        var choices = new List<(int Code, double Weight)>();
        foreach (var choice in text.Split(','))
        {
            var (code, weight) = choice.Split(':') switch
            {
                [var only] => (only, "1"),
                [var left, var right] => (left, right),
                _ => ("", ""),
            };
            if (
                !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number is < 200 or > 599
                || !double.TryParse(weight, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
                || !double.IsFinite(share)
            )
            {
                return null;
            }

            choices.Add((number, share));
        }

        return choices.Sum(choice => choice.Weight) is > 0 and var sum && double.IsFinite(sum)
            ? new StatusChoice(choices)
            : null;
    }

    /// <summary>Picks a code according to the weights, as if they were laid end to end on a line.</summary>
    /// <param name="at">A position on that line, from 0 to below 1. A random number makes a random choice.</param>
    public int Pick(double at)
    {
        var left = at * _choices.Sum(choice => choice.Weight);
        foreach (var (code, weight) in _choices)
        {
            if (left < weight)
            {
                return code;
            }

            left -= weight;
        }

        return _choices.Last(choice => choice.Weight > 0).Code;
    }
}
