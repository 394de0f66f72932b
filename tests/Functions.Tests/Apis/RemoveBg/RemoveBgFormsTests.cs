using System.Text;
using Microsoft.AspNetCore.Http;
using SegFunctions.Apis;
using SegFunctions.Apis.RemoveBg;
using SegFunctions.Media;

namespace SegFunctions.Tests.Apis.RemoveBg;

/// <summary>The same request in each of the three kinds of body.</summary>
public sealed class RemoveBgFormsTests
{
    private const string Json = "application/json";
    private const string Fields = "application/x-www-form-urlencoded";
    private const string Parts = "multipart/form-data; boundary=x";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Bodies { get; } = new()
    {
        { Json, """{"image_url":"https://example.com/a","crop":true,"add_shadow":false,"type_level":1,"size":"","scale":null,"bg_color":"fff","unknown":{}}""" },
        { Json, """{"image_url":"https://example.com/a","crop":"true","add_shadow":"False","type_level":"1","bg_color":"fff"}""" },
        { Fields, "image_url=https%3A%2F%2Fexample.com%2Fa&crop=true&add_shadow=false&type_level=1&size=&bg_color=fff&unknown=" },
        { Parts, PartsOf(("image_url", "https://example.com/a"), ("crop", "TRUE"), ("add_shadow", "false"), ("type_level", "1"), ("size", ""), ("bg_color", "fff")) },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Fields_are_the_same_however_they_are_written(string contentType, string body)
    {
        var (form, faults) = await ReadAsync(contentType, Encoding.UTF8.GetBytes(body));

        Assert.Empty(faults.All);
        Assert.Equal(new RemovalRequest("https://example.com/a", null, null, null, "1", null, null, true, null, null, null, null, false, null, "fff", null), form.Fields);
        Assert.Null(form.ImageFile);
    }

    [Fact]
    public async Task A_name_that_is_no_Unicode_is_as_unknown_as_any_other()
    {
        var (form, faults) = await ReadAsync(Json, """{"\ud800":1,"size":"full"}"""u8.ToArray());

        Assert.Empty(faults.All);
        Assert.Equal("full", form.Fields.Size);
    }

    [Fact]
    public async Task A_form_may_have_files()
    {
        var body = "--x\r\nContent-Disposition: form-data; name=\"image_file\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\nbytes\r\n"
            + "--x\r\nContent-Disposition: form-data; name=\"bg_image_file\"; filename=\"b\"\r\n\r\nmore\r\n--x--\r\n";
        var (form, _) = await ReadAsync(Parts, Encoding.UTF8.GetBytes(body));

        Assert.Equal((5, 4), (form.ImageFile!.Length, form.BgImageFile!.Length));
        Assert.Equal("bytes", await new StreamReader(form.ImageFile.OpenReadStream()).ReadToEndAsync(Token));
    }

    [Theory]
    [InlineData("""{"crop":"yes"}""", "crop must be true or false")]
    [InlineData("""{"crop":1}""", "crop must be true or false")]
    [InlineData("""{"crop":"\ud800"}""", "crop must be true or false")]
    [InlineData("""{"roi":["0% 0%"]}""", "roi must be a string")]
    [InlineData("""{"size":"\ud800"}""", "size is not valid Unicode")]
    [InlineData("""{"image_file_b64":"\ud800"}""", "image_file_b64 is not valid Unicode")]
    [InlineData("""{"image_file_b64":{}}""", "image_file_b64 must be a string")]
    public async Task What_is_not_as_it_should_be_is_named(string body, string fault)
    {
        var (_, faults) = await ReadAsync(Json, Encoding.UTF8.GetBytes(body));

        Assert.Equal(fault, faults.All[0].Sentence);
    }

    [Theory]
    [InlineData(Json, "{\"roi\":\"LONG\"}")]
    [InlineData(Json, "{\"roi\":[\"LONG\"]}")]
    [InlineData(Fields, "roi=LONG")]
    [InlineData(Parts, "--x\r\nContent-Disposition: form-data; name=\"roi\"\r\n\r\nLONG\r\n--x--\r\n")]
    public async Task Only_a_picture_may_be_long(string contentType, string body)
    {
        var (form, faults) = await ReadAsync(contentType, Encoding.UTF8.GetBytes(body.Replace("LONG", new string('1', 100_000), StringComparison.Ordinal)));

        Assert.Equal(["roi may have at most 16384 bytes"], faults.All.Select(fault => fault.Sentence));
        Assert.Null(form.Fields.Roi);
    }

    [Fact]
    public async Task A_body_has_no_more_values_than_one_without_a_picture_could()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"unknown":[{{string.Join(',', Enumerable.Repeat('0', 600_000))}}]}""");

        var refused = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(Json, body));

        Assert.Equal((ApiErrorCode.RequestInvalid, "A JSON body may have at most 524288 names, values and brackets."), (refused.Error.Code, refused.Message));
    }

    [Theory]
    [InlineData("text/plain", "{}")]
    [InlineData(Json, "[]")]
    [InlineData("multipart/form-data", "--x--")]
    [InlineData(Parts, "rubbish")]
    [InlineData(Parts, "--x\r\nContent-Disposition: form-data; name=\"crop\"\r\n\r\ntr")]
    public async Task What_is_no_body_of_the_three_is_refused(string contentType, string body)
    {
        var refused = await Assert.ThrowsAsync<ApiException>(() => ReadAsync(contentType, Encoding.UTF8.GetBytes(body)));

        Assert.Equal(ApiErrorCode.RequestInvalid, refused.Error.Code);
    }

    [Fact]
    public async Task Too_many_fields_are_refused() => Assert.Equal(
        ApiErrorCode.RequestInvalid,
        (await Assert.ThrowsAsync<ApiException>(() => ReadAsync(Fields, Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, 100).Select(i => $"f{i}=1")))))).Error.Code);

    [Fact]
    public async Task A_body_is_read_no_further_than_its_limit()
    {
        using var endless = new Endless();
        var request = CreateRequest(Parts, endless);

        await Assert.ThrowsAsync<UploadTooLargeException>(() => RemoveBgForms.ReadAsync(request, new WireFaults(), Token));
        Assert.InRange(endless.Given, 1, 60_000_000);
    }

    private static string PartsOf(params (string Name, string Value)[] fields) =>
        string.Concat(fields.Select(field => $"--x\r\nContent-Disposition: form-data; name=\"{field.Name}\"\r\n\r\n{field.Value}\r\n")) + "--x--\r\n";

    private static async Task<(RemovalForm Form, WireFaults Faults)> ReadAsync(string contentType, byte[] body)
    {
        var faults = new WireFaults();
        using var stream = new MemoryStream(body);
        return (await RemoveBgForms.ReadAsync(CreateRequest(contentType, stream), faults, Token), faults);
    }

    private static HttpRequest CreateRequest(string contentType, Stream body) =>
        new DefaultHttpContext { Request = { ContentType = contentType, Body = body, Method = "POST" } }.Request;

    /// <summary>A form whose file never ends.</summary>
    private sealed class Endless : MemoryStream
    {
        private static readonly byte[] Head = Encoding.UTF8.GetBytes("--x\r\nContent-Disposition: form-data; name=\"image_file\"; filename=\"a.jpg\"\r\n\r\n");

        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Given == 0)
            {
                Head.CopyTo(buffer);
                Given = Head.Length;
                return ValueTask.FromResult(Head.Length);
            }

            buffer.Span.Fill((byte)'a');
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
