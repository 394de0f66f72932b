using System.Net;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Webhooks;

/// <summary>After a run with secrets everywhere, searches everything that was stored or logged for them.</summary>
[Collection<OwnStacks>]
public sealed class StoredSecretTests
{
    private const string Prefix = "whsec_";

    /// <summary>Azurite and the databases save their data within this time.</summary>
    private static readonly TimeSpan Saved = TimeSpan.FromSeconds(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_table_blob_history_or_log_has_a_secret()
    {
        await using var stack = await RunningStack.StartAsync(workers: 1, Token);
        await using var receiver = await TestReceiver.StartAsync(number => number == 0 ? Microsoft.AspNetCore.Http.Results.StatusCode(500) : Echo(number));
        string[] secrets = [Prefix + Draw(), Prefix + Draw(), Draw(), Draw()];
        var endpoint = new { url = $"{receiver.Url}/?token={secrets[2]}", secret = secrets[0], signature = "v1a", headers = new Dictionary<string, string> { ["authorization"] = secrets[3] } };
        (await stack.Api.PostAsync("v1/webhooks/endpoints", endpoint, Token)).Expect(HttpStatusCode.Created);
        var job = new
        {
            type = "image",
            prompts = (string[])["boat"],
            inputUrls = (string[])[$"{receiver.Url}/missing"],
            webhook = new { url = $"{receiver.Url}/?token={secrets[2]}", secret = secrets[1] },
        };
        var id = (await stack.Api.PostAsync("v1/jobs", job, Token, "key")).Expect(HttpStatusCode.Accepted).Text("jobId");
        await stack.Api.WaitAsync(id, TimeSpan.FromSeconds(30), null, Token);
        // Two messages to two receivers, the first message twice.
        await receiver.HearAsync(5, Token);
        await Task.Delay(Saved, Token);

        // Something that is not a secret is found: the search itself works.
        Assert.NotEmpty(await FindAsync(stack, id));
        foreach (var secret in secrets)
        {
            Assert.Empty(await FindAsync(stack, secret.Replace(Prefix, "", StringComparison.Ordinal)));
        }
    }

    /// <summary>Echoes everything it is sent, as a receiver under development may.</summary>
    private static Echoing Echo(int number) => new(number);

    private static string Draw() => Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).Take(24).ToArray()).Replace('/', 'a').Replace('+', 'b');

    private static async Task<IReadOnlyList<string>> FindAsync(RunningStack stack, string text)
    {
        var found = new List<string>();
        var tables = new TableServiceClient(stack.Stack.Storage);
        await foreach (var table in tables.QueryAsync(cancellationToken: Token))
        {
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: Token))
            {
                found.AddRange(row.Where(column => Holds(ToBytes(column.Value), text)).Select(column => $"{table.Name}.{column.Key}"));
            }
        }

        var blobs = new BlobServiceClient(stack.Stack.Storage);
        await foreach (var container in blobs.GetBlobContainersAsync(cancellationToken: Token))
        {
            var client = blobs.GetBlobContainerClient(container.Name);
            await foreach (var blob in client.GetBlobsAsync(cancellationToken: Token))
            {
                var content = (await client.GetBlobClient(blob.Name).DownloadContentAsync(Token)).Value.Content.ToArray();
                if (Holds(content, text))
                {
                    found.Add($"{container.Name}/{blob.Name}");
                }
            }
        }

        foreach (var file in Directory.EnumerateFiles(stack.Folder, "*", SearchOption.AllDirectories).Where(IsLegible))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, Token);
            if (Holds(content.ToArray(), text))
            {
                found.Add(file);
            }
        }

        return found;
    }

    /// <summary>Skips Azurite's own files, which were read through Azurite, and lock files, which are locked and empty.</summary>
    private static bool IsLegible(string file) =>
        !file.Contains("/azurite/", StringComparison.Ordinal) && !file.EndsWith("lock", StringComparison.Ordinal);

    private static byte[] ToBytes(object value) => value as byte[] ?? Encoding.UTF8.GetBytes($"{value}");

    /// <summary>As it is, and in .NET's encoding.</summary>
    private static bool Holds(ReadOnlySpan<byte> content, string text) =>
        content.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || content.IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;

    private sealed class Echoing(int number) : Microsoft.AspNetCore.Http.IResult
    {
        public async Task ExecuteAsync(Microsoft.AspNetCore.Http.HttpContext httpContext)
        {
            await using var writer = new StreamWriter(httpContext.Response.Body);
            await writer.WriteAsync($"{number} {httpContext.Request.QueryString} {string.Join(' ', httpContext.Request.Headers.Select(header => $"{header.Key}: {header.Value}"))}");
        }
    }
}
