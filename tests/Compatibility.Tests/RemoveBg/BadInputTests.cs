using System.Net.Http.Headers;
using System.Text;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.RemoveBg;

/// <summary>Every field with every kind of bad input gives the vendor's error, never an internal error, and nothing is stored.</summary>
public sealed class BadInputTests(SharedStack stack)
{
    private const string Json = "application/json";
    private const string Fields = "application/x-www-form-urlencoded";
    private const string Form = "multipart/form-data; boundary=x";
    private const string Picture = "\"image_url\":\"https://example.com/a.png\"";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What is wrong; body as Latin-1, so that it can express any bytes; its type; status and codes.</summary>
    public static TheoryData<string, string?, string?, string> Bodies { get; } = new()
    {
        { "missing body", null, null, "400 invalid_request" },
        { "no picture", "{}", Json, "400 missing_source" },
        { "null", """{"image_url":null,"image_file_b64":""}""", Json, "400 missing_source" },
        { "a name that is no Unicode", """{"\ud800":1,"size":"full"}""", Json, "400 missing_source" },
        { "no picture in a form", "size=full", Fields, "400 missing_source" },
        { "no part", "--x--\r\n", Form, "400 missing_source" },
        { "a file's field without a file", Part("name=\"image_file\""), Form, "400 missing_source" },
        { "two pictures", $$"""{{{Picture}},"image_file_b64":"AAAA"}""", Json, "400 multiple_sources" },
        { "no address", """{"image_url":"a.png"}""", Json, "400 invalid_image_url" },
        { "file address", """{"image_url":"file:///etc/passwd"}""", Json, "400 invalid_image_url" },
        { "data", """{"image_url":"data:image/png;base64,AAAA"}""", Json, "400 invalid_image_url" },
        { "user's name", """{"image_url":"https://a:b@example.com/a.png"}""", Json, "400 invalid_image_url" },
        { "private address", """{"image_url":"http://10.0.0.1/a.png"}""", Json, "400 invalid_image_url" },
        { "metadata address", """{"image_url":"http://0xA9FEA9FE/latest"}""", Json, "400 invalid_image_url" },
        { "long address", $$"""{"image_url":"https://example.com/{{new string('a', 2048)}}"}""", Json, "400 invalid_image_url" },
        { "altered link of ours", """{"image_url":"BASEfiles/AAAA"}""", Json, "400 invalid_image_url" },
        { "address of another type", """{"image_url":["https://example.com/a.png"]}""", Json, "400 invalid_image_url" },
        { "no base64", """{"image_file_b64":"%%%%"}""", Json, "400 invalid_image_file_b64" },
        { "base64 of no picture", """{"image_file_b64":"AAAA"}""", Json, "400 invalid_image_file_b64" },
        { "base64 of another type", """{"image_file_b64":{}}""", Json, "400 invalid_image_file_b64" },
        { "lone surrogate", """{"image_file_b64":"\ud800"}""", Json, "400 invalid_image_file_b64" },
        { "a file that is no picture", Part("name=\"image_file\"; filename=\"a.png\""), Form, "400 invalid_file_type" },
        { "an empty file", Part("name=\"image_file\"; filename=\"a.png\"").Replace("bytes", "", StringComparison.Ordinal), Form, "400 invalid_file_type" },
        { "a background that is no picture", Part("name=\"bg_image_file\"; filename=\"a.png\""), Form, "400 missing_source invalid_file_type" },
        { "size", $$"""{{{Picture}},"size":"huge"}""", Json, "400 invalid_size" },
        { "type", $$"""{{{Picture}},"type":"dog"}""", Json, "400 invalid_type" },
        { "type_level", $$"""{{{Picture}},"type_level":3}""", Json, "400 invalid_type_level" },
        { "format", $$"""{{{Picture}},"format":"gif"}""", Json, "400 invalid_format" },
        { "roi", $$"""{{{Picture}},"roi":"0 0 10 10"}""", Json, "400 invalid_roi" },
        { "roi of nothing", $$"""{{{Picture}},"roi":"50% 0% 50% 100%"}""", Json, "400 roi_region_empty" },
        { "roi of too much", $$"""{{{Picture}},"roi":"0% 0% 200% 100%"}""", Json, "400 invalid_roi" },
        { "roi without end", $$"""{{{Picture}},"roi":"-Infinity% 0% 50% 100%"}""", Json, "400 invalid_roi" },
        { "crop", $$"""{{{Picture}},"crop":"yes"}""", Json, "400 invalid_crop" },
        { "crop_margin", $$"""{{{Picture}},"crop_margin":"501px"}""", Json, "400 invalid_crop_margin" },
        { "crop_margin without end", $$"""{{{Picture}},"crop_margin":"-Infinitypx"}""", Json, "400 invalid_crop_margin" },
        { "scale", $$"""{{{Picture}},"scale":"5%"}""", Json, "400 invalid_scale" },
        { "position", $$"""{{{Picture}},"position":"left"}""", Json, "400 invalid_position" },
        { "position without end", $$"""{{{Picture}},"position":"-Infinity%"}""", Json, "400 invalid_position" },
        { "channels", $$"""{{{Picture}},"channels":"rgb"}""", Json, "400 invalid_channels" },
        { "alpha in a zip", $$"""{{{Picture}},"channels":"alpha","format":"zip"}""", Json, "400 invalid_channels" },
        { "add_shadow", $$"""{{{Picture}},"add_shadow":2}""", Json, "400 invalid_add_shadow" },
        { "semitransparency", $$"""{{{Picture}},"semitransparency":[]}""", Json, "400 invalid_semitransparency" },
        { "bg_color", $$"""{{{Picture}},"bg_color":"#12"}""", Json, "400 invalid_bg_color" },
        { "bg_image_url", $$"""{{{Picture}},"bg_image_url":"http://169.254.169.254/latest"}""", Json, "400 invalid_bg_image_url" },
        { "two backgrounds", $$"""{{{Picture}},"bg_color":"fff","bg_image_url":"https://example.com/b"}""", Json, "400 multiple_bg_sources" },
        { "everything at once", """{"size":1,"type":1,"bg_color":"x","roi":"x"}""", Json, "400 invalid_size invalid_type invalid_bg_color invalid_roi missing_source" },
        { "oversized", $$"""{"image_file_b64":"{{new string('A', 54_000_000)}}"}""", Json, "400 file_too_large" },
        { "a picture over the limit", $$"""{"image_file_b64":"{{new string('A', 30_000_000)}}"}""", Json, "400 file_too_large" },
        { "wrong content type", $"{{{Picture}}}", "text/plain", "400 invalid_request" },
        { "broken JSON", """{"image_url":""", Json, "400 invalid_request" },
        { "no object", "[1]", Json, "400 invalid_request" },
        { "invalid UTF-8", "{\"image_url\":\"https://example.com/\u00ff\"}", Json, "400 invalid_request" },
        { "deep nesting", new string('[', 100_000), Json, "400 invalid_request" },
        { "no boundary", "--x--", "multipart/form-data", "400 invalid_request" },
        { "no form within", "rubbish", Form, "400 invalid_request" },
        { "a form that breaks off", Part("name=\"image_file\"; filename=\"a.png\"")[..^8], Form, "400 invalid_request" },
        { "too many fields", string.Join('&', Enumerable.Range(0, 100).Select(i => $"f{i}=1")), Fields, "400 invalid_request" },
    };

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task Is_refused_in_the_vendors_shape_and_leaves_nothing(string fault, string? body, string? contentType, string expected)
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        using var api = new RemoveBgApi(stack.BaseUrl, account.Key);
        using var content = new ByteArrayContent(body is null ? [] : Encoding.Latin1.GetBytes(body.Replace("BASE", stack.BaseUrl.AbsoluteUri, StringComparison.Ordinal)));
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);

        var answer = await api.PostAsync(content, Token);

        Assert.Equal((fault, expected), (fault, answer.Errors));
        Assert.True(answer.Headers.ContainsKey("x-request-id"));
        await account.AssertEmptyAsync(stack, tokens: 10, Token);
    }

    [Theory]
    [InlineData("GET", "v1.0/removebg", 405, "method_not_allowed")]
    [InlineData("POST", "v1.0/account", 405, "method_not_allowed")]
    [InlineData("POST", "v1.0/improve", 404, "not_found")]
    [InlineData("GET", "v1.0", 404, "not_found")]
    public async Task Other_calls_are_not_there(string method, string path, int status, string code)
    {
        var answer = await stack.Api.SendOwnAsync(new HttpMethod(method), path, method == "POST" ? "{}" : null, Token);

        Assert.Equal((status, code), ((int)answer.Status, answer.Body.GetProperty("errors")[0].GetProperty("code").GetString()));
    }

    private static string Part(string disposition) => $"--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\nbytes\r\n--x--\r\n";
}
