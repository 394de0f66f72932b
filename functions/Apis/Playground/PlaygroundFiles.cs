using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SegFunctions.Connections;
using SegFunctions.Links;

namespace SegFunctions.Apis.Playground;

/// <summary>The page's files, which are embedded in the assembly.</summary>
/// <param name="storage">The storage account, from which large files are downloaded and to which they are uploaded.</param>
/// <param name="links">Says whether clients are redirected there.</param>
public sealed class PlaygroundFiles(IOptions<BlobConnection> storage, IOptions<LinkOptions> links)
{
    private const string Prefix = "Playground/";
    private const string Page = "index.html";
    private const string Reference = "reference.html";

    /// <summary>Allows only what this service itself serves, so that a script injected by a file's name or a label cannot run.</summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src blob:; " + Rest;

    /// <summary>Like the page's policy, but Scalar's reader of API descriptions writes inline styles and shows pictures from data URIs.</summary>
    private const string ReferencePolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " + Rest;

    private const string Rest = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src 'self'";

    private readonly Dictionary<string, PageFile> _files = Read().ToDictionary(file => file.Name, StringComparer.Ordinal);

    /// <summary>
    /// The other origin that the page may send requests to: the storage account, if large files are redirected there. On one machine, where the account has a key, they
    /// are not.
    /// </summary>
    private readonly string _storage = links.Value.DirectToStorage && storage.Value.BlobServiceUri is { } account
        ? " " + account.GetLeftPart(UriPartial.Authority)
        : string.Empty;

    public IResult GetPage(HttpRequest request) => Find(request, Page)!;

    /// <summary>The page that shows the API's description.</summary>
    public IResult GetReference(HttpRequest request) => Find(request, Reference)!;

    /// <returns>Null if the page has no such file.</returns>
    public IResult? Find(HttpRequest request, string name)
    {
        if (!_files.TryGetValue(name, out var file))
        {
            return null;
        }

        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = (name == Reference ? ReferencePolicy : Policy) + _storage;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-cache";
        return TypedResults.Bytes(file.Content, file.ContentType, entityTag: file.Tag);
    }

    private static IEnumerable<PageFile> Read()
    {
        var assembly = typeof(PlaygroundFiles).Assembly;
        var types = new FileExtensionContentTypeProvider();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var name = resource[Prefix.Length..];
            var type = types.TryGetContentType(name, out var known) ? known : throw new InvalidOperationException($"{name} has no known content type.");
            yield return new PageFile(
                name,
                content,
                type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type,
                new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\""));
        }
    }

    private sealed record PageFile(string Name, byte[] Content, string ContentType, EntityTagHeaderValue Tag);
}
