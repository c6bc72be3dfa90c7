using LearnWeb.Models.Search;
using Xunit;
using static LearnWeb.Tests.Unit.Search.SearchCorpus;

namespace LearnWeb.Tests.Unit.Search;

/// <summary>The index as a whole: what it is made of, two at once, and its end.</summary>
public sealed class SearchIndexTests
{
    [Fact]
    public void TwoIndexes_AnswerEachFromItsOwnContent()
    {
        using var old = Build();
        using var current = Build("pear");
        Parallel.For(0, 50, _ => Assert.Equal(SearchOutcome.Found, old.Search("en", "apple").Outcome));
        Assert.Equal(SearchOutcome.Found, current.Search("en", "pear").Outcome);
        Assert.Equal(SearchOutcome.NothingFound, current.Search("en", "apple").Outcome);
    }

    [Fact]
    public void CancelledBuild_IsGivenUp()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            SearchIndex.Build([Apple("apple")], Synonyms.None, cancellation.Token)
        );
    }

    [Fact]
    public void DocumentInAnUnknownLanguage_IsRefused() =>
        Assert.Throws<ArgumentException>(() => SearchIndex.Build([Page("fr", "note", "a", "Titre", 1)], Synonyms.None));

    [Fact]
    public void NoDocuments_FindNothing()
    {
        using var index = SearchIndex.Build([], Synonyms.None);
        Assert.Equal(SearchOutcome.NothingFound, index.Search("zh", "apple").Outcome);
    }

    [Fact]
    public void DisposedIndex_SaysSo()
    {
        var index = Build();
        index.Search("en", "apple");
        index.Dispose();
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => index.Search("en", "apple"));
    }

    [Fact]
    public void IndexDisposedUnderLoad_AnswersOrSaysThatItIsDisposed()
    {
        var index = Build();
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

    private static SearchDocument Apple(string word) =>
        Page("en", "note", "a", "Fruit", 1, ("one", "A fruit", $"An {word} a day."));

    private static SearchIndex Build(string word = "apple") => SearchIndex.Build([Apple(word)], Synonyms.None);
}
