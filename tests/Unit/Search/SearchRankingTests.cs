using LearnWeb.Models.Search;
using Xunit;
using static LearnWeb.Tests.Unit.Search.SearchCorpus;

namespace LearnWeb.Tests.Unit.Search;

/// <summary>Which of several hits comes first, and how many there are.</summary>
public sealed class SearchRankingTests
{
    [Fact]
    public void Title_BeatsHeading_BeatsText()
    {
        var hits = Search(
            "proxy",
            Page("en", "note", "a", "Something", 1, ("one", "Something else", "Here is a proxy.")),
            Page("en", "note", "b", "Another thing", 2, ("one", "About a proxy", "Here is one.")),
            Page("en", "note", "c", "What a proxy does", 3, ("one", "First", "Here is none."))
        );
        Assert.Equal(["c", "b", "a"], hits.Select(hit => hit.Slug).Distinct());
    }

    [Fact]
    public void WordOfATitle_LeadsToItsPage_ThenToHeadings_AndNotToEachSection()
    {
        var hits = Search(
            "tcp",
            Page(
                "en",
                "note",
                "a",
                "TCP connections",
                1,
                (
                    "",
                    "A connection is state that two ends keep, and this sentence is long enough to make the "
                        + "row a long one.",
                    ""
                ),
                ("sources", "Sources", "One."),
                ("see-also", "Where next", "There.")
            ),
            Page("en", "note", "b", "Loading", 2, ("one", "A page, its names and its TCP segments", "Text."))
        );
        Assert.Equal(["/en/notes/a", "/en/notes/b#one", "/en/notes/a#sources"], hits.Take(3).Select(hit => hit.Url));
    }

    [Fact]
    public void ExactTitle_ThenExactHeading_ComeFirst()
    {
        var hits = Search(
            "tcp",
            Page("en", "note", "a", "TCP TCP TCP, and more TCP", 1, ("one", "TCP over TCP", "TCP TCP TCP")),
            Page("en", "note", "b", "Transport", 2, ("one", "TCP", "Segments.")),
            Page("en", "note", "c", "TCP", 3, ("one", "Beginning", "Segments."))
        );
        Assert.Equal(["/en/notes/c", "/en/notes/b#one"], hits.Take(2).Select(hit => hit.Url));
    }

    [Fact]
    public void SectionOfThatName_ComesBeforeThoseThatMentionIt_InReadingOrder()
    {
        var hits = Search(
            "controllers",
            Page("en", "note", "a", "First", 1, ("cache", "Cache-Control", "Control, control, control.")),
            Page("en", "note", "b", "Second", 2, ("c", "The controller: take input, choose output", "Text.")),
            Page(
                "en",
                "note",
                "c",
                "Third",
                3,
                ("d", "Controllers", "A controller."),
                ("controller", "Something", "A controller.")
            )
        );
        Assert.Equal(
            ["/en/notes/b#c", "/en/notes/c#d", "/en/notes/c#controller", "/en/notes/a#cache"],
            hits.Select(hit => hit.Url)
        );
    }

    [Fact]
    public void HttpsIsNotThePluralOfHttp()
    {
        SearchDocument[] pages =
        [
            Page("en", "note", "a", "First", 1, ("one", "One", "Plain http, http and http.")),
            Page("en", "note", "b", "Second", 2, ("one", "One", "A padlock (HTTPS) promises less.")),
        ];
        Assert.Equal(["a"], Search("http", pages).Select(hit => hit.Slug));
        var hit = Assert.Single(Search("https", pages));
        Assert.Equal(("b", "HTTPS"), (hit.Slug, hit.Snippet.Single(part => part.Hit).Text));
    }

    [Theory]
    [InlineData("ALLOWED_HOSTS")]
    [InlineData("what is allowed_hosts")]
    public void WordWithAnUnderscore_IsFirstLookedForAsItIsWritten(string query)
    {
        var hits = Search(
            query,
            Page(
                "en",
                "note",
                "a",
                "First",
                1,
                ("one", "Allowed hosts", "Allowed hosts, allowed hosts."),
                ("two", "Two", "They allow host after host.")
            ),
            Page(
                "en",
                "note",
                "b",
                "Second",
                2,
                ("one", "One", "Long before it is of use, a setting called ALLOWED_HOSTS is filled in.")
            )
        );
        Assert.Equal(["/en/notes/a#one", "/en/notes/b#one", "/en/notes/a#two"], hits.Select(hit => hit.Url));
    }

    [Fact]
    public void PartOfATitle_OrSlug_LeadsToItsPage()
    {
        SearchDocument[] pages =
        [
            Page(
                "en",
                "note",
                "session-token",
                "Sessions and tokens",
                1,
                ("", "Sessions and tokens", "How a server knows."),
                ("a", "A session fixed", "The session.")
            ),
            Page("en", "note", "b", "Second", 2, ("one", "Sessions", "The session, the session.")),
        ];
        Assert.Equal(
            ["/en/notes/session-token", "/en/notes/b#one"],
            Search("session", pages).Take(2).Select(hit => hit.Url)
        );
        Assert.Equal("/en/notes/session-token", Search("session vs token", pages)[0].Url);
    }

    [Theory]
    [InlineData("sources")]
    [InlineData("see-also")]
    [InlineData("quiz")]
    public void Asides_ComeAfterWhatExplains(string anchor)
    {
        SearchDocument[] pages =
        [
            Page("en", "note", "a", "First", 1, (anchor, "Proxy", "Proxy, proxy.")),
            Page(
                "en",
                "note",
                "b",
                "Second",
                2,
                (
                    "one",
                    "Heading",
                    "A long text that mentions a proxy once, and goes on for some time without it. There is "
                        + "one token, too."
                )
            ),
        ];
        Assert.Equal(["/en/notes/b#one", $"/en/notes/a#{anchor}"], Search("proxy", pages).Select(hit => hit.Url));
    }

    [Fact]
    public void WhatOnlyAnAsideHasInFull_IsLookedForInPart()
    {
        using var index = SearchIndex.Build(
            [
                Page("en", "note", "a", "First", 1, ("sources", "Sources", "A proxy and its token.")),
                Page("en", "note", "b", "Second", 2, ("one", "Heading", "A proxy.")),
                Page("en", "note", "c", "Third", 3, ("see-also", "Where next", "Gunicorn.")),
            ],
            Synonyms.None
        );

        var result = index.Search("en", "proxy token");
        Assert.Contains("/en/notes/b#one", result.Hits.Select(hit => hit.Url));
        Assert.True(result.Relaxed);
        // better than nothing
        Assert.Equal("/en/notes/c#see-also", Assert.Single(index.Search("en", "gunicorn").Hits).Url);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(5, true)] // one more than a page may have
    public void MoreHits_ThanAreShown_AreOwnedUpTo(int sections, bool more)
    {
        using var index = SearchIndex.Build(
            [
                Page(
                    "en",
                    "note",
                    "a",
                    "First",
                    1,
                    Enumerable.Range(1, sections).Select(n => ($"s{n}", $"Section {n}", "The same."))
                ),
            ],
            Synonyms.None
        );
        Assert.Equal(more, index.Search("en", "same").More);
    }

    [Fact]
    public void EqualHits_ComeInTheOrderOfTheJourney_LabsAfterWhatExplains()
    {
        var hits = Search(
            "same",
            Page("en", "lab", "b", "Station", 2, ("", "Station", "The same words.")),
            Page("en", "note", "c", "Station", 3, ("", "Station", "The same words.")),
            Page("en", "note", "b", "Station", 2, ("", "Station", "The same words.")),
            Page("en", "note", "a", "Station", 1, ("", "Station", "The same words."))
        );
        Assert.Equal(["/en/notes/a", "/en/notes/b", "/en/notes/c", "/en/labs/b"], hits.Select(hit => hit.Url));
    }

    [Fact]
    public void OnePage_GivesAtMostFourHits_AndTheAnswerThirty()
    {
        var pages = Enumerable
            .Range(1, 12)
            .Select(n =>
                Page(
                    "en",
                    "note",
                    $"n{n}",
                    $"Note {n}",
                    n,
                    Enumerable.Range(1, 9).Select(s => ($"s{s}", $"Section {s}", "Everything is the same here."))
                )
            );
        var hits = Search("everything", [.. pages]);
        Assert.Equal(SearchIndex.MostHits, hits.Count);
        AssertEach.Of(
            hits.GroupBy(hit => hit.Slug),
            page => Assert.InRange(page.Count(), 1, SearchIndex.MostHitsPerPage)
        );
    }

    [Fact]
    public void PageWithoutLead_IsFoundAtItsTopByItsTitle()
    {
        var hit = Search("wsgi", Page("en", "note", "wsgi", "WSGI", 1, ("environ", "The environ", "A dictionary.")))[0];
        Assert.Equal(("/en/notes/wsgi", "WSGI"), (hit.Url, hit.Heading));
        Assert.Empty(hit.Snippet);
    }

    private static IReadOnlyList<SearchHit> Search(string query, params IReadOnlyList<SearchDocument> documents)
    {
        using var index = SearchIndex.Build(documents, Synonyms.None);
        return index.Search("en", query).Hits;
    }
}
