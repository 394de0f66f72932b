using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.PiApi;

/// <summary>Every route of PiAPI with every kind of bad input gives the vendor's error, never an internal error, and nothing is stored.</summary>
public sealed class BadInputTests(SharedStack stack)
{
    private const string Json = "application/json";
    private const string Unknown = "e5db4ce1-f064-4759-8072-320198be5028";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What is wrong; method and path; body as Latin-1, where HEAD stands for a model, a type and the start of an input; its type; status; start of the message.</summary>
    public static TheoryData<string, string, string?, string?, string> Requests { get; } = new()
    {
        { "missing body", "POST api/v1/task", null, null, "400 The body is not valid JSON" },
        { "missing fields", "POST api/v1/task", "{}", Json, "400 model must be Qubico/image-toolkit; task_type must be segment; input is missing." },
        { "another model", "POST api/v1/task", """{"model":"kling","task_type":"segment","input":{"image":"http://example.com/a","prompt":"a"}}""", Json, "400 model must be Qubico/image-toolkit." },
        { "another type", "POST api/v1/task", """{"model":"Qubico/image-toolkit","task_type":"upscale","input":{"image":"http://example.com/a","prompt":"a"}}""", Json, "400 task_type must be segment." },
        { "input of the wrong type", "POST api/v1/task", """{"model":"Qubico/image-toolkit","task_type":"segment","input":[1]}""", Json, "400 input must be an object." },
        { "input missing", "POST api/v1/task", """{"model":"Qubico/image-toolkit","task_type":"segment","input":null}""", Json, "400 input is missing." },
        { "no picture and no words", "POST api/v1/task", """{"model":"Qubico/image-toolkit","task_type":"segment","input":{}}""", Json, "400 input.image is missing; input.prompt is missing." },
        { "wrong types", "POST api/v1/task", """HEAD"http://example.com/a","prompt":["a"],"segment_factor":"x"}}""", Json, "400 input.prompt must be a string; input.segment_factor must be a whole number." },
        { "half a pixel", "POST api/v1/task", """HEAD"http://example.com/a","prompt":"a","segment_factor":0.5}}""", Json, "400 input.segment_factor must be a whole number." },
        { "far edge", "POST api/v1/task", """HEAD"http://example.com/a","prompt":"a","segment_factor":-251}}""", Json, "400 input.segment_factor must be between -250 and 250." },
        { "blank words", "POST api/v1/task", """HEAD"http://example.com/a","prompt":" , "}}""", Json, "400 input.prompt must name something to cut out." },
        { "commas without end", "POST api/v1/task", $"HEAD\"http://example.com/a\",\"prompt\":\"a{new string(',', 20_000)}\"}}}}", Json, "400 input.prompt must have at most 20000 characters." },
        { "lone surrogate", "POST api/v1/task", """HEAD"http://example.com/a","prompt":"\ud800"}}""", Json, "400 input.prompt is not valid Unicode." },
        { "control character", "POST api/v1/task", """HEAD"http://example.com/a","prompt":"a\u0000"}}""", Json, "400 input.prompt must not contain control characters." },
        { "no address", "POST api/v1/task", """HEAD"a.png","prompt":"a"}}""", Json, "400 input.image must be an http or https address." },
        { "blocked address", "POST api/v1/task", """HEAD"http://10.0.0.1/a.png","prompt":"a"}}""", Json, "400 input.image leads into a network that this service does not open." },
        { "metadata address", "POST api/v1/task", """HEAD"http://169.254.169.254/","prompt":"a"}}""", Json, "400 input.image leads into a network that this service does not open." },
        { "altered link", "POST api/v1/task", """HEAD"BASEfiles/AAAA","prompt":"a"}}""", Json, "400 input.image is a link of this service that was altered or has expired." },
        { "data that is no picture", "POST api/v1/task", """HEAD"data:image/png;base64,AAAA","prompt":"a"}}""", Json, "400 input.image must hold a JPEG, PNG or WebP picture." },
        { "data that is no base64", "POST api/v1/task", """HEAD"data:image/png,AAAA","prompt":"a"}}""", Json, "400 input.image must be a data URI in base64" },
        { "a picture and a fault", "POST api/v1/task", """HEAD"data:image/png;base64,iVBORw0KGgoAAAAA","prompt":""}}""", Json, "400 input.prompt must name something to cut out." },
        { "unknown mode", "POST api/v1/task", """HEAD"http://example.com/a","prompt":"a"},"config":{"service_mode":"fast"}}""", Json, "400 config.service_mode must be public, private or empty." },
        { "blocked webhook", "POST api/v1/task", """HEAD"http://example.com/a","prompt":"a"},"config":{"webhook_config":{"endpoint":"https://169.254.169.254/"}}}""", Json, "400 config.webhook_config.endpoint leads into a network" },
        { "no webhook", "POST api/v1/task", """HEAD"http://example.com/a","prompt":"a"},"config":{"webhook_config":{"endpoint":"ftp://example.com/"}}}""", Json, "400 config.webhook_config.endpoint must be an https address." },
        { "secret with a line break", "POST api/v1/task", """HEAD"http://example.com/a","prompt":"a"},"config":{"webhook_config":{"secret":"a\r\nb"}}}""", Json, "400 config.webhook_config.secret must have at most 1024 printable ASCII characters" },
        { "wrong content type", "POST api/v1/task", "{}", "text/plain", "400 The body must be sent with Content-Type application/json." },
        { "broken JSON", "POST api/v1/task", "{\"model\":", Json, "400 The body is not valid JSON" },
        { "invalid UTF-8", "POST api/v1/task", "{\"model\":\"\u00c3\"}", Json, "400 The body is not valid UTF-8." },
        { "deep nesting", "POST api/v1/task", new string('[', 100_000), Json, "400 The body is not valid JSON" },
        { "wrong method", "PUT api/v1/task", "{}", Json, "405 /api/v1/task supports" },
        { "no id", "GET api/v1/task", null, null, "400 The path must end with a task's id." },
        { "no id", "GET api/v1/task/", null, null, "400 The path must end with a task's id." },
        { "no id", "DELETE api/v1/task/", null, null, "400 The path must end with a task's id." },
        { "unknown id", $"GET api/v1/task/{Unknown}", null, null, "404 There is no such task." },
        { "no UUID", "GET api/v1/task/job-0000000000z", null, null, "404 There is no such task." },
        { "invalid UTF-8", "GET api/v1/task/%ff", null, null, "404 There is no such task." },
        { "path as id", "GET api/v1/task/..%2F..%2Faccount", null, null, "404 There is no such task." },
        { "unknown id", $"DELETE api/v1/task/{Unknown}", null, null, "404 There is no such task." },
        { "wrong method", $"POST api/v1/task/{Unknown}", "{}", Json, "405 /api/v1/task/" },
        { "below a task", $"GET api/v1/task/{Unknown}/output", null, null, "404 There is no GET /api/v1/task/" },
        { "cancel without a model", "DELETE api/v1/tasks", null, null, "400 model is missing; all stands for every model." },
        { "wrong time", "DELETE api/v1/tasks?model=all&created_before=today", null, null, "400 created_before must be a time in seconds since 1970." },
        { "twice", "DELETE api/v1/tasks?model=all&created_before=1&created_before=2", null, null, "400 created_before must be a time in seconds since 1970." },
        { "wrong method", "GET api/v1/tasks", null, null, "405 /api/v1/tasks supports DELETE, not GET." },
        { "wrong numbers", "GET api/open/tasks/histories?page=-1&page_size=1000", null, null, "400 page must be a whole number from 1 to 1000000; page_size must be a whole number from 1 to 100." },
        { "wrong times", "GET api/open/tasks/histories?start_time=a&end_time=1e9", null, null, "400 start_time must be a time in seconds since 1970; end_time must be" },
        { "wrong method", "POST api/open/tasks/histories", "{}", Json, "405 /api/open/tasks/histories supports GET and HEAD, not POST." },
        { "unknown path", "GET api/open/tasks/other", null, null, "404 There is no GET /api/open/tasks/other." },
        { "wrong method", "POST account/active_tasks", "{}", Json, "405 /account/active_tasks supports" },
        { "wrong method", "DELETE account/info", null, null, "405 /account/info supports" },
        { "unknown path", "GET account", null, null, "404 There is no GET /account." },
        { "missing body", "POST api/ephemeral_resource", null, null, "400 The body is not valid JSON" },
        { "missing fields", "POST api/ephemeral_resource", "{}", Json, "400 file_name" },
        { "long name", "POST api/ephemeral_resource", $"{{\"file_name\":\"{new string('x', 129)}\",\"file_data\":\"iVBORw0KGgoAAAAA\"}}", Json, "400 file_name must have 1 to 128 characters." },
        { "no picture", "POST api/ephemeral_resource", """{"file_name":"a.html","file_data":"PGh0bWw+"}""", Json, "400 file_data must hold a JPEG, PNG or WebP picture." },
        { "no base64", "POST api/ephemeral_resource", """{"file_name":"a.png","file_data":"x"}""", Json, "400 file_data must be base64 with its padding, and not empty." },
        { "wrong type", "POST api/ephemeral_resource", """{"file_name":1,"file_data":[]}""", Json, "400 file_name must be a string" },
        { "wrong method", "GET api/ephemeral_resource", null, null, "405 /api/ephemeral_resource supports POST, not GET." },
    };

    [Theory]
    [MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public async Task Is_refused_in_the_vendors_shape_and_leaves_nothing(string fault, string route, string? body, string? contentType, string expected)
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        var answer = await SendAsync(account, route, body, contentType);

        Assert.StartsWith(expected, Describe(answer), StringComparison.Ordinal);
        Assert.True(answer.Headers.ContainsKey("x-request-id"), fault);
        await AssertNothingIsLeftAsync(account);
    }

    [Fact]
    public async Task A_file_over_ten_megabytes_is_refused()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        var large = Convert.ToBase64String(new byte[(10 << 20) + 1]);
        var file = await SendAsync(account, "POST api/ephemeral_resource", $"{{\"file_name\":\"a.png\",\"file_data\":\"{large}\"}}", Json);
        var body = await SendAsync(account, "POST api/v1/task", $"{{\"model\":\"{large}{large}\"}}", Json);

        Assert.Equal("400 file_data may hold a file of at most 10485760 bytes.", Describe(file));
        Assert.StartsWith("413 A JSON body may have at most", Describe(body), StringComparison.Ordinal);
        await AssertNothingIsLeftAsync(account);
    }

    [Fact]
    public async Task Too_few_credits_are_402()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 0);
        var answer = await SendAsync(account, "POST api/v1/task", """HEAD"http://example.com/a","prompt":"a"}}""", Json);

        Assert.Equal("402 The job needs 1 tokens, and the account has 0 left.", Describe(answer));
    }

    private Task<Answer> SendAsync(OtherAccount account, string route, string? body, string? contentType)
    {
        var words = route.Split(' ', 2);
        var request = new HttpRequestMessage(new HttpMethod(words[0]), words[1]);
        request.Headers.Add("X-API-Key", account.Key);
        if (body is not null)
        {
            var filled = body.Replace("HEAD", """{"model":"Qubico/image-toolkit","task_type":"segment","input":{"image":""", StringComparison.Ordinal)
                .Replace("BASE", stack.BaseUrl.AbsoluteUri, StringComparison.Ordinal);
            request.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(filled));
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        return account.Api.SendAsync(request, Token);
    }

    /// <returns>Status and message of an error in the vendor's shape; fails if it is not one.</returns>
    private static string Describe(Answer answer)
    {
        Assert.Equal(["code", "data", "message"], answer.Body.EnumerateObject().Select(property => property.Name));
        Assert.Equal((int)answer.Status, answer.Body.GetProperty("code").GetInt32());
        return string.Create(CultureInfo.InvariantCulture, $"{(int)answer.Status} {answer.Text("message")}");
    }

    private async Task AssertNothingIsLeftAsync(OtherAccount account)
    {
        var state = (await stack.Api.GetAsync($"manage/accounts/{account.Name}", Token)).Body;
        Assert.Equal((10, 0, 0), (state.GetProperty("tokens").GetInt32(), state.GetProperty("openJobs").GetInt32(), state.GetProperty("used").GetInt32()));
        Assert.Empty((await account.Api.GetAsync("v1/jobs", Token)).Body.GetProperty("items").EnumerateArray());
        foreach (var container in (string[])["inputs", "results", "archives"])
        {
            var blobs = new BlobServiceClient(stack.Storage).GetBlobContainerClient(container);
            Assert.True(!await blobs.ExistsAsync(Token) || !await blobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, account.Name + "/", Token).AnyAsync(Token));
        }
    }
}
