using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace LearnWeb.Samples.Mvc;

// excerpt: state
/// <summary>An order. It changes only by its own steps.</summary>
public sealed record Order
{
    private Order(int id, string item, decimal subtotal, decimal discount, DateOnly? shipped) =>
        (Id, Item, Subtotal, Discount, Shipped) = (id, item, subtotal, discount, shipped);

    public int Id { get; }
    public string Item { get; }
    public decimal Subtotal { get; }
    public decimal Discount { get; }
    public DateOnly? Shipped { get; }
    public decimal Total => Subtotal - Discount;
    public bool CanShip => Shipped is null;

    // end: state

    // excerpt: rules
    public static Order Place(int id, string item, int quantity, decimal unitPrice) =>
        quantity >= 1 && unitPrice >= 0
            ? new Order(id, item, quantity * unitPrice, discount: 0, shipped: null)
            : throw new OrderRuleException("An order has an item, and no negative price.");

    public Order Reduce(decimal amount) =>
        amount >= 0 && amount <= Total
            ? new Order(Id, Item, Subtotal, Discount + amount, Shipped)
            : throw new OrderRuleException("The total of an order is never negative.");

    public Order Ship(DateOnly day) =>
        CanShip
            ? new Order(Id, Item, Subtotal, Discount, day)
            : throw new OrderRuleException("An order is shipped only once.");
    // end: rules
}

/// <summary>Someone asked for what the rules of the business forbid.</summary>
public sealed class OrderRuleException(string rule) : Exception(rule);

// excerpt: input
/// <summary>What the order form may say: no price, no date of shipping.</summary>
public sealed record OrderInput
{
    [Required]
    [StringLength(80)]
    public string? Item { get; init; }

    [Required]
    [Range(1, 99)]
    public int? Quantity { get; init; }
}

// end: input

// excerpt: view-model
/// <summary>What the page of an order shows.</summary>
public sealed record OrderPage(string Heading, string Total, bool CanShip)
{
    public static OrderPage Of(Order order, CultureInfo culture) =>
        new(
            Heading: string.Create(culture, $"#{order.Id} {order.Item}"),
            Total: order.Total.ToString("N2", culture),
            CanShip: order.CanShip
        );
}
// end: view-model
