using System.Net.Http.Headers;
using System.Text;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.HitPaw;

/// <summary>Every route with every kind of bad input gives the vendor's error, never an internal error, and nothing is stored.</summary>
public sealed class BadInputTests(SharedStack stack)
{
    private const string Json = "application/json";
    private const string Form = "multipart/form-data; boundary=x";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What is wrong; method and path; body as Latin-1, so that it can express any bytes; its type; status and code.</summary>
    public static TheoryData<string, string, string?, string?, string> Requests { get; } = new()
    {
        { "missing body", "POST api/image-segmentation", null, null, "400 100400002" },
        { "missing field", "POST api/image-segmentation", "{}", Json, "400 100400002" },
        { "null", "POST api/image-segmentation", """{"file_url":null}""", Json, "400 100400002" },
        { "wrong type", "POST api/image-segmentation", """{"file_url":["https://example.com/a.png"]}""", Json, "400 100400002" },
        { "unknown return type", "POST api/image-segmentation", """{"file_url":"https://example.com/a.png","return_type":"both"}""", Json, "400 100400002" },
        { "no address", "POST api/image-segmentation", """{"file_url":""}""", Json, "400 100400001" },
        { "no http", "POST api/image-segmentation", """{"file_url":"ftp://example.com/a.png"}""", Json, "400 100400001" },
        { "file", "POST api/image-segmentation", """{"file_url":"file:///etc/passwd"}""", Json, "400 100400001" },
        { "data", "POST api/image-segmentation", """{"file_url":"data:image/png;base64,AAAA"}""", Json, "400 100400001" },
        { "user's name", "POST api/image-segmentation", """{"file_url":"https://a:b@example.com/a.png"}""", Json, "400 100400001" },
        { "private address", "POST api/image-segmentation", """{"file_url":"http://10.0.0.1/a.png"}""", Json, "400 100400001" },
        { "metadata address", "POST api/image-segmentation", """{"file_url":"http://0xA9FEA9FE/latest"}""", Json, "400 100400001" },
        { "long address", "POST api/image-segmentation", $"{{\"file_url\":\"https://example.com/{new string('a', 2048)}\"}}", Json, "400 100400001" },
        { "altered link of ours", "POST api/image-segmentation", """{"file_url":"BASEfiles/AAAA"}""", Json, "400 100400001" },
        { "lone surrogate", "POST api/image-segmentation", """{"file_url":"https://example.com/\ud800"}""", Json, "400 100400002" },
        { "oversized", "POST api/image-segmentation", $"{{\"file_url\":\"{new string('x', 1 << 20)}\"}}", Json, "413 100413000" },
        { "wrong content type", "POST api/image-segmentation", """{"file_url":"https://example.com/a.png"}""", "text/plain", "400 100400002" },
        { "broken JSON", "POST api/image-segmentation", """{"file_url":""", Json, "400 100400002" },
        { "no object", "POST api/image-segmentation", "[1]", Json, "400 100400002" },
        { "invalid UTF-8", "POST api/image-segmentation", "{\"file_url\":\"https://example.com/\u00ff\"}", Json, "400 100400002" },
        { "deep nesting", "POST api/image-segmentation", new string('[', 100_000), Json, "400 100400002" },
        { "wrong method", "GET api/image-segmentation", null, null, "405 100405000" },

        { "missing body", "POST api/task-status", null, null, "400 100400002" },
        { "missing field", "POST api/task-status", "{}", Json, "400 100400002" },
        { "wrong type", "POST api/task-status", """{"job_id":7}""", Json, "400 100400002" },
        { "empty id", "POST api/task-status", """{"job_id":""}""", Json, "400 110400002" },
        { "unknown id", "POST api/task-status", """{"job_id":"f5007c0b-e902-4070-8c75-f337d896168f"}""", Json, "400 110400002" },
        { "path as id", "POST api/task-status", """{"job_id":"../local/job-00000000000"}""", Json, "400 110400002" },
        { "another API's spelling", "POST api/task-status", """{"job_id":"job-00000000000"}""", Json, "400 110400002" },
        { "wrong method", "DELETE api/task-status", null, null, "405 100405000" },

        { "missing body", "POST api/oss/presign-put", null, null, "400 100400002" },
        { "missing fields", "POST api/oss/presign-put", "{}", Json, "400 100400002" },
        { "unknown kind", "POST api/oss/presign-put", """{"filename":"a.html","content_type":"text/html"}""", Json, "400 100400002" },
        { "type of another kind", "POST api/oss/presign-put", """{"filename":"a.png","content_type":"text/html"}""", Json, "400 100400002" },
        { "line break", "POST api/oss/presign-put", """{"filename":"a.png","content_type":"image/png\r\nX: y"}""", Json, "400 100400002" },
        { "out of range", "POST api/oss/presign-put", """{"filename":"a.png","content_type":"image/png","expire_seconds":59}""", Json, "400 100400002" },
        { "wrong type", "POST api/oss/presign-put", """{"filename":"a.png","content_type":"image/png","expire_seconds":"60"}""", Json, "400 100400002" },
        { "wrong method", "GET api/oss/presign-put", null, null, "405 100405000" },
        { "no files", "POST api/oss/presign-put/batch", """{"files":[]}""", Json, "400 100400002" },
        { "too many files", "POST api/oss/presign-put/batch", ManyFiles, Json, "400 100400002" },
        { "files that are none", "POST api/oss/presign-put/batch", """{"files":["a.png"]}""", Json, "400 100400002" },
        { "one bad file", "POST api/oss/presign-put/batch", """{"files":[{"filename":"a.exe","content_type":"image/png"}]}""", Json, "400 100400002" },
        { "wrong method", "PUT api/oss/presign-put/batch", "{}", Json, "405 100405000" },

        { "missing field", "POST api/oss/transfer", "{}", Json, "400 100400002" },
        { "unknown kind", "POST api/oss/transfer", """{"url":"https://example.com/a.png","filename":"a.svg"}""", Json, "400 100400002" },
        { "no address", "POST api/oss/transfer", """{"url":"a.png"}""", Json, "400 100400001" },
        { "private address", "POST api/oss/transfer", """{"url":"http://[::ffff:10.0.0.1]/a.png"}""", Json, "400 100400001" },
        { "wrong method", "GET api/oss/transfer", null, null, "405 100405000" },
        { "no addresses", "POST api/oss/batch-transfer", """{"urls":[]}""", Json, "400 100400002" },
        { "too many addresses", "POST api/oss/batch-transfer", $"{{\"urls\":[{string.Join(',', Enumerable.Repeat("\"a\"", 21))}]}}", Json, "400 100400002" },
        { "addresses that are none", "POST api/oss/batch-transfer", """{"urls":[1]}""", Json, "400 100400002" },
        { "wrong method", "GET api/oss/batch-transfer", null, null, "405 100405000" },

        { "no form", "POST api/oss/upload", "{}", Json, "400 100400002" },
        { "no body", "POST api/oss/upload", null, null, "400 100400002" },
        { "no boundary", "POST api/oss/upload", "--x--", "multipart/form-data", "400 100400002" },
        { "no part", "POST api/oss/upload", "--x--\r\n", Form, "400 100400002" },
        { "no file", "POST api/oss/upload", Part("name=\"file\""), Form, "400 100400002" },
        { "another field's file", "POST api/oss/upload", Part("name=\"photo\"; filename=\"a.png\""), Form, "400 100400002" },
        { "unknown kind", "POST api/oss/upload", Part("name=\"file\"; filename=\"a.html\""), Form, "400 100400002" },
        { "no name", "POST api/oss/upload", Part("name=\"file\"; filename=\"\""), Form, "400 100400002" },
        { "a form that breaks off", "POST api/oss/upload", Part("name=\"file\"; filename=\"a.png\"")[..^8], Form, "400 100400002" },
        { "no form within", "POST api/oss/upload", "rubbish", Form, "400 100400002" },
        { "wrong method", "PUT api/oss/upload", "x", "image/png", "405 100405000" },

        { "unknown route", "POST api/video-enhancer", "{}", Json, "404 100404000" },
        { "unknown route", "GET api", null, null, "404 100404000" },
    };

    private static string ManyFiles =>
        $"{{\"files\":[{string.Join(',', Enumerable.Repeat("""{"filename":"a.png","content_type":"image/png"}""", 21))}]}}";

    [Theory]
    [MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public async Task Is_refused_in_the_vendors_shape_and_leaves_nothing(string fault, string route, string? body, string? contentType, string expected)
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        var words = route.Split(' ', 2);
        using var content = body is null ? null : new ByteArrayContent(Encoding.Latin1.GetBytes(body.Replace("BASE", stack.BaseUrl.AbsoluteUri, StringComparison.Ordinal)));
        if (content is not null)
        {
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType!);
        }

        var answer = await new HitPawApi(account.Api, account.Key).SendAsync(new HttpMethod(words[0]), words[1], content, Token);

        Assert.Equal((fault, expected), (fault, HitPawApi.ErrorOf(answer)));
        Assert.True(answer.Headers.ContainsKey("x-request-id"));
        await account.AssertEmptyAsync(stack, tokens: 10, Token);
    }

    private static string Part(string disposition) => $"--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\nbytes\r\n--x--\r\n";
}
