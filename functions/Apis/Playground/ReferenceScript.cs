using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Scalar.AspNetCore;

namespace SegFunctions.Apis.Playground;

/// <summary>
/// Scalar's reader of OpenAPI documents, <c>@scalar/api-reference</c>, from its package for ASP.NET Core, whose assembly contains it gzipped. The rest of the
/// package maps endpoints of an ASP.NET Core web application, which this app is not.
/// </summary>
public sealed class ReferenceScript
{
    private const string Resource = "ScalarStaticAssets.scalar.js";
    private const string Packing = "gzip";

    private readonly Lazy<byte[]> _packed = new(Read);
    private readonly Lazy<EntityTagHeaderValue> _tag;

    public ReferenceScript() =>
        _tag = new(() => new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(_packed.Value))[..16]}\"", isWeak: true));

    /// <returns>The script: 1.5 MB for clients that accept gzip, and 5 MB otherwise.</returns>
    public IResult Get(HttpRequest request)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (!TakesPacked(request))
        {
            return TypedResults.Stream(new GZipStream(new MemoryStream(_packed.Value), CompressionMode.Decompress), "text/javascript; charset=utf-8", entityTag: _tag.Value);
        }

        headers.ContentEncoding = Packing;
        return TypedResults.Bytes(_packed.Value, "text/javascript; charset=utf-8", entityTag: _tag.Value);
    }

    private static bool TakesPacked(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value.Equals(Packing, StringComparison.OrdinalIgnoreCase) && encoding.Quality is not 0);

    private static byte[] Read()
    {
        using var resource = typeof(ScalarOptions).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"Scalar.AspNetCore no longer contains {Resource}.");
        var packed = new byte[resource.Length];
        resource.ReadExactly(packed);
        return packed;
    }
}
