using LearnWeb.Tests.Integration.Content;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>What applications keep for their visitors: who gets a file, and who loses one.</summary>
public sealed class VisitorFileTests
{
    public VisitorFileTests() => Python.Need("sqlite3");

    [Fact]
    public async Task Visitor_ReadsWhatTheSameVisitorWrote()
    {
        using var notebook = new PythonUnderTest("writes.py", "sqlite3");
        Assert.Equal("ada", (await WriteAsync(notebook, "ada")).Body);
        Assert.Equal("ada", (await notebook.GetAsync("/ada")).Body);
        Assert.Equal("", (await notebook.GetAsync("/bob")).Body);
    }

    [Fact]
    public async Task File_IsMadeOnlyForWhatIsWritten()
    {
        using var notebook = new PythonUnderTest("writes.py", "sqlite3");
        await notebook.GetAsync("/reader");
        await notebook.SendAsync("PUT", "/looker", []);
        await WriteAsync(notebook, "writer");
        Assert.Equal("writer", (await notebook.GetAsync("/files")).Body);
    }

    [Fact]
    public async Task FilesInUse_AreNotDrivenOut_ByWhoeverMakesUpVisitors()
    {
        using var notebook = new PythonUnderTest("writes.py", "sqlite3");
        foreach (var visitor in new[] { "ada", "bob", "eve1" })
        {
            Assert.Equal(200, (await WriteAsync(notebook, visitor)).Head!.Code);
        }

        for (var i = 2; i < 6; i++)
        {
            var refused = await WriteAsync(notebook, $"eve{i}");
            Assert.Equal(503, refused.Head!.Code);
            Assert.Contains("come back in an hour", refused.Body, StringComparison.Ordinal);
            Assert.Equal(200, (await notebook.GetAsync($"/eve{i}")).Head!.Code); // reading needs no room
        }

        Assert.Equal("ada bob eve1", (await notebook.GetAsync("/files")).Body);
        Assert.Equal("ada ada", (await WriteAsync(notebook, "ada")).Body);
    }

    [Fact]
    public async Task FileThatWasIdleForAnHour_MakesRoom()
    {
        using var notebook = new PythonUnderTest("writes.py", "sqlite3");
        await WriteAsync(notebook, "ada");
        await WriteAsync(notebook, "bob");
        await WriteAsync(notebook, "ida?idle");
        Assert.Equal(200, (await WriteAsync(notebook, "new")).Head!.Code);
        Assert.Equal("ada bob new", (await notebook.GetAsync("/files")).Body);
    }

    private static Task<RecordedConnection> WriteAsync(PythonUnderTest notebook, string visitor) =>
        notebook.SendAsync("POST", $"/{visitor}", []);
}
