using System.Net;
using System.Net.Sockets;
using System.Text;
using SegFunctions.Local.Tests.Commands;

namespace SegFunctions.Local.Tests.Client;

/// <summary><c>--server</c> points to something else.</summary>
public sealed class OtherServerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    public static TheoryData<string, string> Answers { get; } = new()
    {
        { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 29\r\n\r\n<html><body>Hello</body></html", "answered 200 with text/html, as this API never does" },
        { "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 29\r\n\r\n<html><body>Hello</body></html", "answered 404 with text/html, as this API never does" },
        { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"a\":[1,2]}", "answered 200 with application/json, as this API never does" },
        { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]", "answered 200 with application/json, as this API never does" },
        { "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=nonsense\r\nContent-Length: 2\r\n\r\n{}", "answered 200 with application/json, as this API never does" },
        { "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", "answered 500 with no content, as this API never does" },
        { "SSH-2.0-OpenSSH_9.2\r\n", "The server cannot be reached: " },
        { "", "The server cannot be reached: " },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Something_that_is_not_this_api_is_said_in_a_sentence(string answer, string sentence)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stopping = new CancellationTokenSource();
        var serving = ServeAsync(listener, answer, stopping.Token);
        var picture = Path.Combine(_folder.FullName, "photo.png");
        await File.WriteAllBytesAsync(picture, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0], TestContext.Current.CancellationToken);

        foreach (var command in (string[][])
            [["keys", "list"], ["keys", "create", "alice"], ["accounts", "show", "alice"], ["jobs", "cancel", "job-1"], ["jobs", "delete", "job-1"], ["segment", picture, "--text", "boat", "--out", Path.Combine(_folder.FullName, "out")]])
        {
            var run = await InvokedCommand.RunAsync([.. command, "--server", $"http://{listener.LocalEndpoint}"]);

            run.AssertRefused(string.Join(' ', command));
            Assert.Contains(sentence, run.Errors, StringComparison.Ordinal);
        }

        await stopping.CancelAsync();
        await serving;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task ServeAsync(TcpListener listener, string answer, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(cancellationToken);
                var stream = client.GetStream();
                _ = await stream.ReadAsync(new byte[65_536], cancellationToken);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal)), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
