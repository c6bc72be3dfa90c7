namespace LearnWeb.Http.HttpBin;

/// <summary>The names and values of a query or a URL-encoded form.</summary>
public static class FormFields
{
    /// <summary>The most fields that a form may have. Each field costs far more memory than its bytes.</summary>
    public const int Most = 1000;

    /// <summary>The fields in the order sent; <c>null</c> if there are more than <see cref="Most"/>.</summary>
    /// <param name="text">The query or the form, without the <c>?</c> that precedes a query.</param>
    public static IReadOnlyList<KeyValuePair<string, string>>? Read(string? text)
    {
        var fields = UrlencodedForm
            .Read(text)
            .Take(Most + 1)
            .Select(field => KeyValuePair.Create(field.Name, field.Value))
            .ToList();
        return fields.Count > Most ? null : fields;
    }
}
