using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;
using SegFunctions.Apis.Cognite;
using SegFunctions.Apis.Own;
using SegFunctions.Archives;
using SegFunctions.CrossOrigin;
using SegFunctions.Fetching;
using SegFunctions.Files;
using SegFunctions.Health;
using SegFunctions.Jobs;
using SegFunctions.Links;
using SegFunctions.Media;
using SegFunctions.Retention;
using SegFunctions.Secrets;
using SegFunctions.Webhooks;

namespace SegFunctions.Tests.Configuration;

public sealed class SectionValidationTests
{
    private static readonly Dictionary<string, string?> Valid = new()
    {
        ["Accounts:Keys:0:Sha256"] = new string('a', 64),
        ["Accounts:Keys:0:Account"] = "acct",
        ["Cognite:OpenIdConnect:Authority"] = "https://login.example",
        ["Cognite:OpenIdConnect:Audience"] = "segmentation",
        ["Cognite:OpenIdConnect:Account"] = "acct",
        ["Links:PublicBaseUrl"] = "https://seg.example",
        ["Links:SigningKeys:0"] = Convert.ToBase64String(new byte[32]),
        ["Secrets:Keys:0"] = Convert.ToBase64String(new byte[32]),
    };

    /// <summary>A setting and an invalid value for it.</summary>
    public static TheoryData<string, string> Faults { get; } = new()
    {
        { "Accounts:Keys:0:Sha256", "abc" },
        { "Accounts:Keys:0:Account", "a/b" },
        { "Accounts:Keys:0:Scopes", "None" },
        { "Accounts:RequestsPerMinute", "-1" },
        { "Accounts:MaxOpenJobs", "-1" },
        { "Accounts:MaxRunning", "-1" },
        { "Accounts:Tokens", "-1" },
        { "Accounts:Prices:HitPaw", "1000001" },
        { "Accounts:Prices:HitPow", "2" },
        { "Accounts:KeyCacheLifetime", "00:00:00" },
        { "Archives:Lifetime", "00:00:00" },
        { "Cognite:OpenIdConnect:Authority", "http://login.example" },
        { "Cognite:OpenIdConnect:Audience", "" },
        { "Cognite:OpenIdConnect:Account", "a/b" },
        { "Cognite:OpenIdConnect:ProjectsClaim", "" },
        { "Cognite:OpenIdConnect:ReadCapability", "" },
        { "Cognite:OpenIdConnect:WriteCapability", "" },
        { "Cognite:OpenIdConnect:RefreshInterval", "00:05:00" },
        { "Cors:Origins:0", "https://app.example/" },
        { "Fetch:AllowedNetworks:0", "10.1" },
        { "Files:EmptyLifetime", "00:00:00" },
        { "Files:MaxBodyBytes", "0" },
        { "Fetch:MaxRedirects", "21" },
        { "Fetch:Retries", "6" },
        { "Fetch:ConnectTimeout", "-00:00:01" },
        { "Fetch:FirstByteTimeout", "00:00:00" },
        { "Fetch:Timeout", "00:00:01" },
        { "Health:Timeout", "00:00:00" },
        { "Jobs:MaxItems", "101" },
        { "Jobs:MaxPrompts", "0" },
        { "Jobs:MaxPromptLength", "0" },
        { "Jobs:ItemDeadline", "00:00:00" },
        { "Links:PublicBaseUrl", "/api" },
        { "Links:SigningKeys:0", "c2hvcnQ=" },
        { "Links:Lifetime", "00:00:00" },
        { "Links:MaxStreamedBytes", "-1" },
        { "Media:MaxImageBytes", "0" },
        { "Media:MaxVideoBytes", "0" },
        { "Media:UploadLinkLifetime", "00:00:00" },
        { "Retention:Assets", "00:00:00" },
        { "Retention:UnusedUploads", "00:00:00" },
        { "Retention:Features", "00:00:00" },
        { "Retention:LostJobs", "00:00:00" },
        { "Secrets:Keys:0", "c2hvcnQ=" },
        { "Webhooks:Timeout", "00:00:00" },
        { "Webhooks:MaxEndpoints", "0" },
        { "Webhooks:DisableAfter", "00:00:00" },
    };

    [Fact]
    public void Defaults_are_valid_where_there_are_any() => Assert.Empty(Start([]));

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_faulty_setting_is_named_and_no_other(string setting, string value) =>
        Assert.Matches($"^(The field )?{setting} must ", Assert.Single(Start(new() { [setting] = value })));

    [Fact]
    public void A_price_of_an_API_that_there_is_not_is_refused_with_the_names_of_those_that_there_are()
    {
        Assert.Equal(
            "Accounts:Prices:HitPow must end in the name of an API that takes jobs: Cognite, HitPaw, Mcp, PiApi, RemoveBg, SegmentationApi.",
            Assert.Single(Start(new() { ["Accounts:Prices:HitPow"] = "2", ["Accounts:Prices:PiApi"] = "3", ["Accounts:Prices:hitpaw"] = "4" })));
        Assert.All((string[])["Cognite", "HitPaw", "Mcp", "PiApi", "RemoveBg", "SegmentationApi"], api => Assert.Empty(Start(new() { [$"Accounts:Prices:{api}"] = "0" })));
    }

    [Fact]
    public void All_faulty_settings_are_named_at_once()
    {
        var faults = Faults.Select(row => (row.Data.Item1, row.Data.Item2)).ToDictionary(row => row.Item1, row => (string?)row.Item2);
        // Checked only against a valid time.
        faults["Fetch:Timeout"] = "-00:00:01";
        var told = Start(faults);

        Assert.All(faults.Keys, setting => Assert.Contains(told, fault => fault.Contains($"{setting} must ", StringComparison.Ordinal)));
    }

    /// <returns>The errors at startup with these settings.</returns>
    private static IReadOnlyList<string> Start(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Valid).AddInMemoryCollection(settings).Build())
            .AddJobs().AddAccounts().AddArchives().AddFetching().AddFiles().AddHealth().AddLinks().AddCrossOrigin().AddMedia().AddRetention().AddOwnApi().AddCogniteApi().AddSecrets().AddWebhooks();
        using var provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
        catch (AggregateException exception)
        {
            return [.. exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(section => section.Failures)];
        }
    }
}
