using System.Globalization;
using System.Text.Json;
using LearnWeb.Samples.Mvc;
using Xunit;

namespace LearnWeb.Tests.Unit.Content;

/// <summary>Code in notes is what it says it is. C# beside a note is compiled into this assembly.</summary>
public sealed class CodeBlockTests
{
    [Fact]
    public void CSharpAndPython_AreCutFromFiles_NeverWrittenIntoANote() =>
        AssertEach.Of(
            new[] { "csharp", "cs", "python", "py" }.SelectMany(CodeBlocks.In),
            block => Assert.True(block.Text.Length == 0 && block.Caption.Length > 0, $"{block.Note}: {block.Text}")
        );

    [Fact]
    public void Json_IsJson() =>
        AssertEach.Of(CodeBlocks.In("json"), block => JsonDocument.Parse(block.Text).Dispose());

    [Fact]
    public void Order_KeepsItsOwnRules()
    {
        var order = Order.Place(7, "tea", quantity: 2, unitPrice: 3.5m);

        Assert.Equal(7m, order.Total);
        Assert.Equal(0m, order.Reduce(7).Total);
        Assert.Throws<OrderRuleException>(() => order.Reduce(7.01m));
        Assert.Throws<OrderRuleException>(() => Order.Place(8, "tea", quantity: 0, unitPrice: 1));
        var shipped = order.Ship(new DateOnly(2026, 11, 23));
        Assert.False(shipped.CanShip);
        Assert.Throws<OrderRuleException>(() => shipped.Ship(new DateOnly(2026, 11, 24)));
        Assert.Equal(new OrderPage("#7 tea", "7.00", CanShip: true), OrderPage.Of(order, CultureInfo.InvariantCulture));
    }
}
