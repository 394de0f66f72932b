using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SegFunctions.House.Tests;
using SegFunctions.Infra.Tests.Bicep;

namespace SegFunctions.Infra.Tests.Settings;

/// <summary>The code, the table and the deployment name the same settings.</summary>
public sealed partial class SettingsTests
{
    private const string FunctionsApp = "Functions app";
    private const string Worker = "Inference worker";
    private const string Platform = "Platform";

    public static TheoryData<string> Apps { get; } = [FunctionsApp, Worker];

    [Theory]
    [MemberData(nameof(Apps))]
    public void Every_setting_that_the_code_reads_is_in_the_table(string app)
    {
        var missing = CodeSettings.Of(OptionsOf(app)).Select(setting => setting.Name).Except(SettingsTable.Read(app).Select(row => row.Name)).ToList();

        Assert.True(missing.Count == 0, $"Add to the table '{app}' of {SettingsTable.File}, and to infra/ if it has no default there: {string.Join(", ", missing)}");
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public void Every_row_is_a_setting_that_the_code_reads(string app) =>
        Assert.Empty(SettingsTable.Read(app).Select(row => row.Name).Except(CodeSettings.Of(OptionsOf(app)).Select(setting => setting.Name)));

    [Theory]
    [MemberData(nameof(Apps))]
    public void Every_default_in_the_table_is_the_code_s(string app)
    {
        var defaults = CodeSettings.Of(OptionsOf(app)).ToDictionary(setting => setting.Name, setting => setting.Default);

        Assert.All(SettingsTable.Read(app), row => Assert.Equal((row.Name, defaults[row.Name]), (row.Name, row.Default)));
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Bicep_sets_what_the_table_says_and_nothing_that_no_code_reads(string app)
    {
        var deployed = await DeployedAsync(app);

        var set = deployed.Except(SettingsTable.Read(Platform).Select(row => row.Name)).Order(StringComparer.Ordinal);
        Assert.Equal(SettingsTable.Read(app).Where(row => row.SetBy == SettingsTable.Bicep).Select(row => row.Name).Order(StringComparer.Ordinal), set);
    }

    [Fact]
    public async Task Every_row_of_the_platform_is_deployed() =>
        Assert.Empty(SettingsTable.Read(Platform).Select(row => row.Name).Except([.. await DeployedAsync(FunctionsApp), .. await DeployedAsync(Worker)]));

    /// <summary>A setting without a default that is set nowhere would prevent the start in Azure; one for a single machine has a keyless counterpart.</summary>
    [Theory]
    [MemberData(nameof(Apps))]
    public void A_setting_is_set_has_a_default_or_belongs_to_one_machine(string app) =>
        Assert.All(SettingsTable.Read(app), row => Assert.Contains(row.SetBy, (string[])[SettingsTable.Bicep, SettingsTable.Default, SettingsTable.Machine]));

    [Theory]
    [MemberData(nameof(Apps))]
    public void Every_row_says_what_the_setting_is(string app) =>
        Assert.All(SettingsTable.Read(app), row => Assert.NotEmpty(row.Meaning));

    [Fact]
    public void The_sample_for_func_start_sets_what_the_app_or_the_platform_reads()
    {
        var sample = JsonNode.Parse(Repository.Read("functions/local.settings.sample.json"))!["Values"]!.AsObject().Select(entry => NameOf(entry.Key));

        Assert.Empty(sample.Except(SettingsTable.Read(FunctionsApp).Concat(SettingsTable.Read(Platform)).Concat(SettingsTable.Read("func start")).Select(row => row.Name)));
    }

    private static IEnumerable<Type> OptionsOf(string app) => app == FunctionsApp ? CodeSettings.OptionsOfFunctions() : CodeSettings.OptionsOfWorker();

    private static async Task<IEnumerable<string>> DeployedAsync(string app)
    {
        var deployment = await Deployment.GetAsync("t4");
        return (app == FunctionsApp ? AppSettings.OfFunctions(deployment) : AppSettings.OfInference(deployment)).Keys.Select(NameOf).Distinct();
    }

    /// <summary>As in the table: with colons, and <c>n</c> for an index.</summary>
    private static string NameOf(string variable) => Index().Replace(variable.Replace("__", ":", StringComparison.Ordinal), ":n");

    [GeneratedRegex(@":\d+(?=:|$)")]
    private static partial Regex Index();
}
