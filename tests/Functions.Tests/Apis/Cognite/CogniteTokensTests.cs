using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using SegFunctions.Apis;
using SegFunctions.Apis.Cognite;

namespace SegFunctions.Tests.Apis.Cognite;

public sealed class CogniteTokensTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 7, 12, 0, 0, TimeSpan.Zero));
    private readonly IdentityProvider _provider = new();
    private readonly List<string> _log = [];
    private readonly RsaSecurityKey _key;
    private readonly IOptions<CogniteOptions> _options;
    private readonly ServiceProvider _services;
    private readonly ProviderKeys _keys;

    public CogniteTokensTests()
    {
        _key = _provider.Publish("first");
        _options = Options.Create(new CogniteOptions
        {
            OpenIdConnect = { Authority = _provider.Authority, Audience = IdentityProvider.Audience, AccountClaim = "account" },
        });
        var services = new ServiceCollection();
        services.AddHttpClient(ProviderKeys.Client).ConfigurePrimaryHttpMessageHandler(() => _provider);
        _services = services.BuildServiceProvider();
        _keys = new ProviderKeys(_services.GetRequiredService<IHttpClientFactory>(), _options, _time, new ListLogger(_log));
    }

    /// <summary>Why a token is refused.</summary>
    public static TheoryData<string> Faults { get; } =
    [
        "expired", "not yet valid", "without expiry", "wrong audience", "wrong issuer", "no signature", "algorithm swapped for a shared secret", "signed by another",
        "unknown key id", "payload altered", "no token at all", "half a token", "empty",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CogniteTokens Tokens => new(_keys, _options, _time);

    [Fact]
    public async Task A_token_stands_for_its_subject_account_projects_and_capabilities()
    {
        var caller = (await FindAsync(Sign()))!;

        Assert.Equal(("alice", "acct", true, true), (caller.Subject, caller.Account, caller.CanRead, caller.CanWrite));
        Assert.Equal(["plant", "mill"], caller.Projects);
    }

    [Theory]
    [InlineData("projects", "plant mill", "plant,mill")]
    [InlineData("projects", null, "")]
    public async Task Projects_are_a_list_or_words(string claim, string? value, string projects) =>
        Assert.Equal(projects, string.Join(',', (await FindAsync(Sign((claim, value))))!.Projects!));

    [Theory]
    [InlineData("scope", "files.read openid", true, false)]
    [InlineData("scope", "files.write", false, true)]
    [InlineData("scope", "files.reader FILES.WRITE", false, false)]
    [InlineData("scp", "files.read", true, false)]
    public async Task Capabilities_are_words_of_their_claims(string claim, string value, bool reads, bool writes)
    {
        var caller = (await FindAsync(Sign(("scope", null), (claim, value))))!;

        Assert.Equal((reads, writes), (caller.CanRead, caller.CanWrite));
    }

    [Fact]
    public async Task Roles_may_be_a_list() => Assert.True((await FindAsync(Sign(("scope", null), ("roles", new[] { "files.write", "x" }))))!.CanWrite);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_token_with_a_fault_opens_nothing_and_is_in_no_log(string fault)
    {
        var token = Spoil(fault);

        Assert.Null(await FindAsync(token));
        Assert.All(_log, line => Assert.DoesNotContain(token.Length > 20 ? token[^20..] : "token", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-59, true)]
    [InlineData(-61, false)]
    public async Task Clocks_may_differ_by_a_minute(int secondsLeft, bool opens)
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();

        Assert.Equal(opens, await FindAsync(Sign(("exp", now + secondsLeft))) is not null);
        Assert.Equal(opens, await FindAsync(Sign(("nbf", now - secondsLeft))) is not null);
    }

    [Fact]
    public async Task A_new_key_opens_as_soon_as_it_signs()
    {
        Assert.NotNull(await FindAsync(Sign()));
        _time.Advance(ProviderKeys.Pause);
        var second = _provider.Publish("second");

        Assert.NotNull(await FindAsync(_provider.Sign(second, _time.GetUtcNow())));
        Assert.NotNull(await FindAsync(Sign()));
        Assert.Equal(2, _provider.Fetches);
    }

    [Fact]
    public async Task A_withdrawn_key_opens_nothing_once_the_interval_has_passed()
    {
        Assert.NotNull(await FindAsync(Sign()));
        _provider.Publish("second");
        _provider.Withdraw(_key);
        _time.Advance(_options.Value.OpenIdConnect.RefreshInterval - TimeSpan.FromSeconds(1));
        Assert.NotNull(await FindAsync(Sign()));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await FindAsync(Sign()));
    }

    [Fact]
    public async Task Made_up_key_ids_ask_the_provider_once_in_five_seconds()
    {
        for (var i = 0; i < 20; i++)
        {
            Assert.Null(await FindAsync(_provider.Sign(IdentityProvider.DrawForeign($"made-up-{i}"), _time.GetUtcNow())));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_provider.Fetches, 1, 5);
    }

    [Fact]
    public async Task The_last_keys_stand_in_while_the_provider_is_away_and_for_an_hour_at_most()
    {
        Assert.NotNull(await FindAsync(Sign()));
        _provider.Failure = new HttpRequestException("away");
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(await FindAsync(Sign()));
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(ApiErrorCode.Busy, (await Assert.ThrowsAsync<ApiException>(() => FindAsync(Sign()))).Error.Code);
    }

    [Fact]
    public async Task Twenty_callers_ask_the_provider_once()
    {
        var callers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => FindAsync(Sign())));

        Assert.All(callers, Assert.NotNull);
        Assert.Equal(1, _provider.Fetches);
    }

    [Theory]
    [InlineData("GET", "plant/files", "files.read", null)]
    [InlineData("POST", "plant/files/list", "files.read", null)]
    [InlineData("POST", "plant/context/vision/segment", "files.read", null)]
    [InlineData("POST", "plant/files", "files.read", "WRITE")]
    [InlineData("POST", "plant/files/delete", "files.read", "WRITE")]
    [InlineData("POST", "plant/files/whatever", "files.read", "WRITE")]
    [InlineData("GET", "plant/files", "files.write", "READ")]
    [InlineData("GET", "other/files", "files.read", "project")]
    [InlineData("GET", "Plant/files", "files.read", "project")]
    [InlineData("GET", "plant/files/7", "", "READ")]
    public async Task A_token_opens_its_projects_for_what_it_may(string method, string path, string scope, string? lacks)
    {
        var caller = (await FindAsync(Sign(("scope", scope))))!;
        var request = new DefaultHttpContext { Request = { Method = method, Path = $"/api/v1/projects/{path}" } }.Request;
        var error = Record.Exception(() => caller.Check(request)) as ApiException;

        Assert.Equal(lacks is null ? null : ApiErrorCode.Forbidden, error?.Error.Code);
        Assert.Contains(lacks ?? "", error?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("../other")]
    public async Task A_token_without_an_account_that_there_can_be_is_for_nothing(string? account)
    {
        var caller = (await FindAsync(Sign(("account", account))))!;
        var request = new DefaultHttpContext { Request = { Method = "GET", Path = "/api/v1/token/inspect" } }.Request;

        Assert.Equal(ApiErrorCode.Forbidden, Assert.Throws<ApiException>(() => caller.Check(request)).Error.Code);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _services.Dispose();
        _provider.Dispose();
    }

    private string Sign(params (string Name, object? Value)[] claims) => _provider.Sign(_key, _time.GetUtcNow(), claims: claims);

    private Task<CogniteCaller?> FindAsync(string token) => Tokens.FindAsync(token, Token);

    private string Spoil(string fault)
    {
        var now = _time.GetUtcNow();
        return fault switch
        {
            "expired" => _provider.Sign(_key, now.AddHours(-2)),
            "not yet valid" => _provider.Sign(_key, now.AddHours(1)),
            "without expiry" => Sign(("exp", null)),
            "wrong audience" => Sign(("aud", "another")),
            "wrong issuer" => Sign(("iss", "https://login.example/another")),
            "no signature" => _provider.Sign(null, now),
            // The provider's public key, which is no secret, used as a secret.
            "algorithm swapped for a shared secret" => _provider.Sign(
                new SymmetricSecurityKey(_key.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = _key.KeyId }, now, SecurityAlgorithms.HmacSha256),
            "signed by another" => _provider.Sign(IdentityProvider.DrawForeign(_key.KeyId), now),
            "unknown key id" => _provider.Sign(IdentityProvider.DrawForeign("unknown"), now),
            "payload altered" => Alter(Sign()),
            "half a token" => Sign().Split('.')[0],
            "empty" => "",
            _ => "no token at all",
        };
    }

    private static string Alter(string token)
    {
        var parts = token.Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace("alice", "mallory", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(payload))}.{parts[2]}";
    }

    private sealed class ListLogger(List<string> lines) : ILogger<ProviderKeys>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add($"{formatter(state, exception)} {exception}");
    }
}
