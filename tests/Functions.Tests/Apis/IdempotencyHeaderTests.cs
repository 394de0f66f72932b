using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using SegFunctions.Accounts;
using SegFunctions.Apis;
using SegFunctions.Submission;

namespace SegFunctions.Tests.Apis;

public sealed class IdempotencyHeaderTests
{
    [Fact]
    public void A_request_without_one_has_none() => Assert.Null(Find(StringValues.Empty));

    [Theory]
    [InlineData("8e03978e-40d5-43dd-bc93-6894a57f9324", "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    public void Quotes_do_not_matter(string plain, string quoted) => Assert.Equal(Find(plain), Find(quoted));

    [Fact]
    public void Account_key_path_and_body_matter()
    {
        var keys = new[] { Find("a"), Find("b"), Find("a", account: "other") };
        Assert.Equal(3, keys.Select(key => key!.Hash).Distinct().Count());

        var bodies = new[] { Find("a"), Find("a", body: """{"a":2}"""), Find("a", path: "/v2/jobs") };
        Assert.Single(bodies.Select(key => key!.Hash).Distinct());
        Assert.Equal(3, bodies.Select(key => key!.BodyHash).Distinct().Count());
    }

    [Fact]
    public void Takes_255_characters_and_no_more()
    {
        Assert.NotNull(Find(new string('x', 255)));
        Assert.NotNull(Find($"\"{new string('x', 255)}\""));
        Refuses(new string('x', 256));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("a b")]
    [InlineData("\"a b\"")]
    [InlineData("caf\u00e9")]
    [InlineData("a\u0001")]
    public void Refuses_what_is_empty_or_cannot_be_seen(string value) => Refuses(value);

    [Fact]
    public void Refuses_two() => Refuses(new StringValues(["a", "a"]));

    private static void Refuses(StringValues value) =>
        Assert.Equal(ApiErrorCode.RequestInvalid, Assert.Throws<ApiException>(() => Find(value)).Error.Code);

    private static IdempotencyKey? Find(StringValues value, string account = "acct", string body = """{"a":1}""", string path = "/v1/jobs")
    {
        var http = new DefaultHttpContext { Request = { Path = path } };
        http.Features.Set(new AuthenticatedAccount(new ApiKey(new string('0', 64), "", account, KeyScopes.Jobs, null, null, null, null)));
        if (value.Count > 0)
        {
            http.Request.Headers["Idempotency-Key"] = value;
        }

        return IdempotencyHeader.Find(http.Request, JsonDocument.Parse(body).RootElement);
    }
}
