using LearnWeb.Models.Search;
using Microsoft.Data.Sqlite;
using Xunit;
using static LearnWeb.Tests.Unit.Search.SearchCorpus;

namespace LearnWeb.Tests.Unit.Search;

/// <summary>The index's file: built once, swapped whole, never used by halves.</summary>
public sealed class SearchIndexFileTests : IDisposable
{
    private readonly string _folder = Path.Combine(
        Directory.CreateTempSubdirectory("search-").FullName,
        "with # and % and 中文"
    );

    [Fact]
    public void SameContent_ReusesTheFile()
    {
        Build("1").Dispose();
        var written = File.GetLastWriteTimeUtc(Only("search-1.db"));
        using var again = Build("1");
        Assert.Equal(written, File.GetLastWriteTimeUtc(Only("search-1.db")));
        Assert.Equal(SearchOutcome.Found, again.Search("en", "apple").Outcome);
    }

    [Fact]
    public void OtherContentUnderTheSameVersion_IsBuiltAnew()
    {
        Build("1").Dispose();
        using var index = Build("1", "pear");
        Assert.Equal(SearchOutcome.Found, index.Search("en", "pear").Outcome);
        Assert.Equal(SearchOutcome.NothingFound, index.Search("en", "apple").Outcome);
    }

    [Fact]
    public void NewVersion_DeletesTheOldFile_WhoseIndexStillAnswers()
    {
        using var old = Build("1");
        using var current = Build("2", "pear");
        if (!OperatingSystem.IsWindows())
            Only("search-2.db");
        Parallel.For(0, 50, _ => Assert.Equal(SearchOutcome.Found, old.Search("en", "apple").Outcome));
        Assert.Equal(SearchOutcome.Found, current.Search("en", "pear").Outcome);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(-4096)]
    [InlineData(-1)]
    public void TruncatedFile_IsBuiltAnew(int length)
    {
        Build("1").Dispose();
        using (var file = File.OpenWrite(Only("search-1.db")))
            file.SetLength(length < 0 ? file.Length + length : length);
        using var index = Build("1");
        Assert.Equal(SearchOutcome.Found, index.Search("en", "apple").Outcome);
    }

    [Fact]
    public void FileThatIsNoIndex_IsBuiltAnew()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "search-1.db"), "This is no database.");
        using var index = Build("1");
        Assert.Equal(SearchOutcome.Found, index.Search("en", "apple").Outcome);
    }

    [Fact]
    public void LeftoverOfAKilledProcess_IsDeleted_AndOtherFilesAreNot()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "search-1.db.0123.tmp"), "half");
        File.WriteAllText(Path.Combine(_folder, "learnweb.db"), "the site's own");
        using var index = Build("1");
        Assert.Equal(
            ["learnweb.db", "search-1.db", "search.lock"],
            Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void CancelledBuild_LeavesNothing()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            SearchIndex.Build(_folder, "1", [Apple("apple")], Synonyms.None, cancellation.Token)
        );
        Assert.Empty(Directory.EnumerateFiles(_folder, "search-*"));
    }

    [Fact]
    public void ManyBuildersAtOnce_AllGetAWholeIndex() =>
        Parallel.For(
            0,
            8,
            n =>
            {
                using var index = Build($"{n % 3}");
                Assert.Equal(SearchOutcome.Found, index.Search("en", "apple").Outcome);
            }
        );

    [Theory]
    [InlineData("")]
    [InlineData("../1")]
    [InlineData("a b")]
    [InlineData("1\n")]
    public void VersionThatIsNoFileName_IsRefused(string version) =>
        Assert.Throws<ArgumentException>(() => Build(version));

    [Fact]
    public void DocumentInAnUnknownLanguage_IsRefused() =>
        Assert.Throws<ArgumentException>(() =>
            SearchIndex.Build(_folder, "1", [Page("fr", "note", "a", "Titre", 1)], Synonyms.None)
        );

    [Fact]
    public void NoDocuments_FindNothing()
    {
        using var index = SearchIndex.Build(_folder, "1", [], Synonyms.None);
        Assert.Equal(SearchOutcome.NothingFound, index.Search("zh", "apple").Outcome);
    }

    [Fact]
    public void DisposedIndex_SaysSo_AndLetsTheFileGo()
    {
        var index = Build("1");
        index.Search("en", "apple");
        index.Dispose();
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => index.Search("en", "apple"));
    }

    [Fact]
    public void IndexDisposedUnderLoad_AnswersOrSaysThatItIsDisposed()
    {
        var index = Build("1");
        Parallel.For(
            0,
            200,
            n =>
            {
                if (n == 100)
                    index.Dispose();
                try
                {
                    Assert.Equal(SearchOutcome.Found, index.Search("en", "apple").Outcome);
                }
                catch (ObjectDisposedException)
                {
                    // What the reader's request does then is the caller's: ask the newer index.
                }
            }
        );
        Assert.Throws<ObjectDisposedException>(() => index.Search("en", "apple"));
    }

    [Fact]
    public void PublishedFile_IsReadOnlyToSearch_AndASoundDatabase()
    {
        Build("1").Dispose();
        using var connection = new SqliteConnection($"Data Source={Only("search-1.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", command.ExecuteScalar());
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    private static SearchDocument Apple(string word) =>
        Page("en", "note", "a", "Fruit", 1, ("one", "A fruit", $"An {word} a day."));

    private SearchIndex Build(string version, string word = "apple") =>
        SearchIndex.Build(_folder, version, [Apple(word)], Synonyms.None);

    private string Only(string name)
    {
        var file = Assert.Single(Directory.EnumerateFiles(_folder, "search-*"));
        Assert.Equal(name, Path.GetFileName(file));
        return file;
    }
}
