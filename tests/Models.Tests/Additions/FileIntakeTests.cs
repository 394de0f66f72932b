using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using SegFunctions.Models.Additions;

namespace SegFunctions.Models.Tests.Additions;

/// <summary>Downloads files from a server that may say anything.</summary>
public sealed class FileIntakeTests : IDisposable
{
    private const int Limit = 1000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    private string Target => Path.Combine(_folder.FullName, "taken");

    [Fact]
    public async Task A_file_is_taken_with_its_hash()
    {
        var (sha256, bytes) = await TakeAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");

        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData("hello"u8)), 5L), (sha256, bytes));
        Assert.Equal("hello", await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "/x responded with status 404.")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\nhello", "/x has 10.0 GB or more; the limit is 0 GB.")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", "/x cannot be read: The response ended prematurely")]
    [InlineData("nonsense", "/x cannot be read: ")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n", "/x cannot be read: ")]
    public async Task A_server_that_is_wrong_is_told_so(string answer, string sentence) =>
        Assert.Contains(sentence, (await Assert.ThrowsAsync<AdditionException>(() => TakeAsync(answer))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://user:password@example.org:8080/a%20b/x.onnx?sv=1&sig=secret#part", "https://example.org:8080/a%20b/x.onnx")]
    [InlineData("http://example.org", "http://example.org/")]
    [InlineData("/a/b?c@d", "/a/b?c@d")]
    public void An_address_is_shown_without_what_may_be_a_key(string source, string shown) => Assert.Equal(shown, FileIntake.Show(source));

    [Fact]
    public async Task A_body_without_a_length_is_cut_off_at_the_limit()
    {
        var answer = $"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{new string('x', Limit + 1)}";

        Assert.Contains("the limit is", (await Assert.ThrowsAsync<AdditionException>(() => TakeAsync(answer))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_goes_silent_is_given_up() => Assert.EndsWith(
        "/x sent nothing for 1 s.",
        (await Assert.ThrowsAsync<AdditionException>(() => TakeAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", staysOpen: true))).Message,
        StringComparison.Ordinal);

    public void Dispose()
    {
        _server.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<(string Sha256, long Bytes)> TakeAsync(string answer, bool staysOpen = false)
    {
        _server.Start();
        var serving = ServeAsync(answer, staysOpen);
        using var intake = new FileIntake(Limit, TimeSpan.FromSeconds(1));
        try
        {
            return await intake.TakeAsync($"http://127.0.0.1:{((IPEndPoint)_server.LocalEndpoint).Port}/x?key=secret", Target, (_, _) => { }, TestContext.Current.CancellationToken);
        }
        finally
        {
            intake.Dispose();
            await serving;
        }
    }

    private async Task ServeAsync(string answer, bool staysOpen)
    {
        using var client = await _server.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        var request = new byte[4096];
        await stream.ReadAtLeastAsync(request, 1);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        if (staysOpen)
        {
            // Until the client has given up.
            await stream.ReadAsync(request).AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
