using System.Net;
using System.Text;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.RemoveBg;

/// <summary>remove.bg's calls with one key.</summary>
internal sealed class RemoveBgApi(Uri server, string key) : IDisposable
{
    private readonly HttpClient _http = new(new ContractHandler(server)) { BaseAddress = server };

    /// <param name="fields">Fields of the JSON body.</param>
    /// <param name="cancellationToken">Disconnects.</param>
    /// <param name="accept">The Accept header.</param>
    public async Task<RemovalAnswer> PostAsync(object fields, CancellationToken cancellationToken, string accept = "*/*")
    {
        using var content = new StringContent(JsonSerializer.Serialize(fields), Encoding.UTF8, "application/json");
        return await PostAsync(content, cancellationToken, accept);
    }

    public async Task<RemovalAnswer> PostAsync(HttpContent content, CancellationToken cancellationToken, string accept = "*/*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1.0/removebg") { Content = content, Headers = { { "X-Api-Key", key }, { "Accept", accept } } };
        using var response = await _http.SendAsync(request, cancellationToken);
        return new RemovalAnswer(
            response.StatusCode,
            await response.Content.ReadAsByteArrayAsync(cancellationToken),
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value)));
    }

    /// <summary>The photo of boats as a file in a form, with fields.</summary>
    public static async Task<MultipartFormDataContent> PhotoAsync(params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync())), "image_file", "photo.jpg" } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return form;
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>The server's response.</summary>
/// <param name="Headers">Names in lower case.</param>
internal sealed record RemovalAnswer(HttpStatusCode Status, byte[] Bytes, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Body => JsonSerializer.Deserialize<JsonElement>(Bytes);

    /// <summary>Status and codes of an error in the vendor's shape; fails if it is not one.</summary>
    public string Errors
    {
        get
        {
            var errors = Body.GetProperty("errors").EnumerateArray().ToList();
            Assert.All(errors, error => Assert.Equal(["title", "code", "detail"], error.EnumerateObject().Select(entry => entry.Name)));
            Assert.All(errors, error => Assert.All(error.EnumerateObject(), entry => Assert.NotEmpty(entry.Value.GetString()!)));
            return $"{(int)Status} {string.Join(' ', errors.Select(error => error.GetProperty("code").GetString()))}";
        }
    }

    public RemovalAnswer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {(ContentType == "application/json" ? Body : ContentType)}");
        return this;
    }

    public int Number(string header) => int.Parse(Headers[header], System.Globalization.CultureInfo.InvariantCulture);
}
