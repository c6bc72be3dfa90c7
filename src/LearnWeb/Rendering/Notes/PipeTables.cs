using System.Text.RegularExpressions;
using LearnWeb.Models.Notes;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LearnWeb.Rendering.Notes;

/// <summary>Pipe tables as GitHub Flavored Markdown §4.10 has them, where Markdig's are others.</summary>
internal static partial class PipeTables
{
    /// <summary>Where a table does not say what its author means, here or in another reader of the same file.</summary>
    public static IEnumerable<NoteMistake> Mistakes(MarkdownDocument document) =>
        document.Descendants<Table>().SelectMany(table => OfRows(table).Concat(OfCode(table)));

    /// <summary>Drops cells that have no column, takes the escapes from code, and aligns by class.</summary>
    public static void Apply(MarkdownDocument document)
    {
        foreach (var table in document.Descendants<Table>())
        {
            var columns = ColumnsOf(table);
            foreach (var row in table.OfType<TableRow>())
            {
                while (row.Count > columns)
                {
                    row.RemoveAt(row.Count - 1);
                }

                AlignByClass(row, table.ColumnDefinitions);
            }

            foreach (var code in table.Descendants<CodeInline>())
            {
                code.Content = code.Content.Replace(@"\|", "|", StringComparison.Ordinal);
            }

            table.ColumnDefinitions.ForEach(definition => definition.Alignment = null);
        }
    }

    /// <summary>Markdig aligns cells with <c>style=</c>, which the Content-Security-Policy blocks.</summary>
    private static void AlignByClass(TableRow row, List<TableColumnDefinition> definitions)
    {
        foreach (var (cell, definition) in row.Zip(definitions))
        {
            if (definition.Alignment is { } alignment)
            {
                cell.GetAttributes().AddClass($"align-{alignment.ToString().ToLowerInvariant()}");
            }
        }
    }

    private static IEnumerable<NoteMistake> OfRows(Table table)
    {
        var (header, under) = (WrittenCells((TableRow)table[0]), table.ColumnDefinitions.Count);
        if (header != under)
        {
            yield return new NoteMistake(
                table.Line + 1,
                $"The header has {header} cells and the line under it {under}; elsewhere this is no table. "
                    + "Give both as many."
            );
        }

        var columns = ColumnsOf(table);
        foreach (var row in table.Skip(1).Cast<TableRow>().Where(row => WrittenCells(row) > columns))
        {
            yield return new NoteMistake(
                row.Line + 1,
                $"The row has {WrittenCells(row)} cells and the table {columns} columns; what is too many is not "
                    + @"shown. Remove it, add a column, or write `\|` for a bar that belongs to the text."
            );
        }
    }

    /// <summary>GFM divides a row into cells before it looks for code.</summary>
    private static IEnumerable<NoteMistake> OfCode(Table table) =>
        table
            .Descendants<CodeInline>()
            .Where(code => BareBar().IsMatch(code.Content))
            .Select(code => new NoteMistake(
                code.Line + 1,
                $@"The bar in `{code.Content}` ends the cell elsewhere. Write `\|` for it, in code, too."
            ));

    private static int ColumnsOf(Table table) =>
        Math.Max(table.ColumnDefinitions.Count, WrittenCells((TableRow)table[0]));

    /// <summary>How many cells the author wrote; those that Markdig adds have no paragraph.</summary>
    private static int WrittenCells(TableRow row) => row.Cast<TableCell>().Count(cell => cell.Count > 0);

    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.None, 1000)]
    private static partial Regex BareBar();
}
