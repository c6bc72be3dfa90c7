using System.Text.Json;
using LearnWeb.Tests.Integration.Content;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>
/// What cannot be sent is refused at the call of <c>start_response</c>, "so that an error can be raised while the
/// application is still running" (PEP 3333, "The start_response() Callable"): in Python by the worker, with the rules
/// of C#.
/// </summary>
public sealed class PythonContractTests(PythonContractTests.Heads heads) : IClassFixture<PythonContractTests.Heads>
{
    [Theory]
    [MemberData(nameof(BadStart.Statuses), MemberType = typeof(BadStart))]
    public async Task BadStatus_IsRefusedAtTheCall(string rule, string? status) =>
        Assert.Equal(rule, await heads.StartAsync(status, "X-Name", "x"));

    [Theory]
    [MemberData(nameof(BadStart.Fields), MemberType = typeof(BadStart))]
    public async Task BadField_IsRefusedAtTheCall(string rule, string name, string? value) =>
        Assert.Equal(rule, await heads.StartAsync("200 OK", name, value));

    [Theory]
    [InlineData("200 Anything Goes", "X-Name", "caf\xe9")]
    [InlineData("599 caf\xe9", "x!#$%&'*+-.^_`|~9", "")]
    [InlineData("200 OK", "Content-Length", " 4 ")]
    public async Task WhatCanBeSent_IsSent(string status, string name, string value) =>
        Assert.Equal("sent", await heads.StartAsync(status, name, value));

    /// <summary>A worker for all of them.</summary>
    public sealed class Heads : IDisposable
    {
        private readonly PythonUnderTest _python = new("heads.py");

        /// <summary>
        /// The rule that an application has broken which starts its response in this way, by what it was told itself.
        /// </summary>
        public async Task<string> StartAsync(string? status, string name, string? value)
        {
            Python.Need("wsgiref");
            return (
                await _python.SendAsync(
                    "POST",
                    "/",
                    JsonSerializer.SerializeToUtf8Bytes(
                        new
                        {
                            status,
                            name,
                            value,
                        }
                    )
                )
            ).Body;
        }

        public void Dispose() => _python.Dispose();
    }
}
