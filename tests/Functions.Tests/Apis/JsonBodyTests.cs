using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using SegFunctions.Apis;

namespace SegFunctions.Tests.Apis;

public sealed class JsonBodyTests
{
    public static TheoryData<byte[], ApiErrorCode> Refused { get; } = new()
    {
        { [], ApiErrorCode.RequestInvalid },
        { "{\"type\":"u8.ToArray(), ApiErrorCode.RequestInvalid },
        { "[]"u8.ToArray(), ApiErrorCode.RequestInvalid },
        { "null"u8.ToArray(), ApiErrorCode.RequestInvalid },
        { [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d], ApiErrorCode.RequestInvalid },
        { Encoding.UTF8.GetBytes(new string('[', 10_000)), ApiErrorCode.RequestInvalid },
        { Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('x', JsonBody.MaxBytes)}\"}}"), ApiErrorCode.BodyTooLarge },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refuses_what_is_no_object_of_bearable_size(byte[] body, ApiErrorCode code)
    {
        var thrown = await Assert.ThrowsAsync<ApiException>(() => JsonBody.ReadObjectAsync(Request(body), TestContext.Current.CancellationToken));

        Assert.Equal(code, thrown.Error.Code);
    }

    [Fact]
    public async Task Takes_a_body_with_a_byte_order_mark()
    {
        var body = await JsonBody.ReadObjectAsync(Request([0xef, 0xbb, 0xbf, .. "{\"a\":1}"u8]), TestContext.Current.CancellationToken);

        Assert.Equal(1, body.GetProperty("a").GetInt32());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    public async Task Unpacks_a_body_that_is_packed(string encoding)
    {
        var body = await JsonBody.ReadObjectAsync(Request(Pack("{\"a\":1}"), encoding), TestContext.Current.CancellationToken);

        Assert.Equal(1, body.GetProperty("a").GetInt32());
    }

    [Fact]
    public async Task Unpacks_no_more_than_is_allowed()
    {
        var body = Request(Pack($"{{\"a\":\"{new string('x', JsonBody.MaxBytes)}\"}}"), "gzip");
        var thrown = await Assert.ThrowsAsync<ApiException>(() => JsonBody.ReadObjectAsync(body, TestContext.Current.CancellationToken));

        Assert.Equal(ApiErrorCode.BodyTooLarge, thrown.Error.Code);
    }

    [Fact]
    public async Task Says_that_a_body_is_not_packed_as_it_was_said_to_be()
    {
        var body = Request("{}"u8.ToArray(), "gzip");
        var thrown = await Assert.ThrowsAsync<ApiException>(() => JsonBody.ReadObjectAsync(body, TestContext.Current.CancellationToken));

        Assert.Equal(ApiErrorCode.RequestInvalid, thrown.Error.Code);
        Assert.Contains("gzip", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip, gzip")]
    public async Task Says_how_a_body_may_be_packed(string encoding)
    {
        var thrown = await Assert.ThrowsAsync<ApiException>(
            () => JsonBody.ReadObjectAsync(Request("{}"u8.ToArray(), encoding), TestContext.Current.CancellationToken));

        Assert.Equal((ApiErrorCode.EncodingUnsupported, "gzip"), (thrown.Error.Code, thrown.Error.Headers["Accept-Encoding"]));
    }

    [Fact]
    public async Task Refuses_an_announced_size_without_reading()
    {
        var request = Request("{}"u8.ToArray());
        request.ContentLength = JsonBody.MaxBytes + 1;

        await Assert.ThrowsAsync<ApiException>(() => JsonBody.ReadObjectAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal(0, request.Body.Position);
    }

    [Fact]
    public async Task Takes_a_body_of_just_the_size_that_is_allowed()
    {
        var body = $"{{\"a\":\"{new string('x', JsonBody.MaxBytes - 8)}\"}}";

        var json = await JsonBody.ReadObjectAsync(Request(Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken);
        Assert.Equal(JsonBody.MaxBytes - 8, json.GetProperty("a").GetString()!.Length);
    }

    private static HttpRequest Request(byte[] body, string? encoding = null) =>
        new DefaultHttpContext { Request = { Body = new MemoryStream(body), Headers = { ContentEncoding = encoding } } }.Request;

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.Fastest))
        {
            packer.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
