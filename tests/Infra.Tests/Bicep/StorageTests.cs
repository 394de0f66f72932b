using System.Globalization;
using System.Text.Json.Nodes;
using SegFunctions.Archives;
using SegFunctions.Contract;
using SegFunctions.Retention;
using SegFunctions.Storage;

namespace SegFunctions.Infra.Tests.Bicep;

public sealed class StorageTests
{
    /// <summary>The apps may not create containers, so each one that the code knows must be deployed.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public async Task The_containers_are_those_of_the_code(string name)
    {
        var containers = (await Deployment.GetAsync(name)).OfType("Microsoft.Storage/storageAccounts/blobServices/containers")
            .Where(container => container.Name.StartsWith("stmedia", StringComparison.Ordinal)).Select(container => container.Name.Split('/')[^1]);

        Assert.Equal(ClientContainers.Append(ContainerNames.Features).Concat(await ModelsContainerAsync(name)).Order(), containers.Order());
    }

    /// <summary>Users upload their networks there, and only they delete them.</summary>
    [Theory]
    [InlineData("cpu", false)]
    [InlineData("t4", true)]
    public async Task Users_networks_have_a_container_where_there_are_any(string name, bool has)
    {
        Assert.Equal(has, (await ModelsContainerAsync(name)).Any());
        Assert.DoesNotContain("models", DaysOf(await Deployment.GetAsync(name)).Keys);
    }

    [Fact]
    public async Task Each_app_is_told_of_users_networks()
    {
        var deployment = await Deployment.GetAsync("t4");
        var (app, worker) = (AppSettings.OfFunctions(deployment), AppSettings.OfInference(deployment));

        Assert.Equal(["dino", "cutout", "marks", "clip"], Enumerable.Range(0, 4).Select(i => app[$"Jobs__Models__{i}"]));
        Assert.Equal(["dino", "clip"], Enumerable.Range(0, 2).Select(i => app[$"Jobs__WordModels__{i}"]));
        Assert.Equal("True", app["Jobs__AnyWord"]);
        Assert.Equal(("dino", "cutout", "marks"), (worker["Models__Text"], worker["Models__Matting"], worker["Models__Sam"]));

        // Half an hour to download gigabytes.
        var startup = deployment.Single("Microsoft.App/containerApps").Get("template.containers.0.probes.0");
        Assert.Equal(1800, (int)startup["periodSeconds"]! * (int)startup["failureThreshold"]!);
    }

    [Fact]
    public async Task A_network_in_the_workers_image_can_be_chosen_without_a_container()
    {
        var deployment = await Deployment.GetAsync("own address");
        var worker = AppSettings.OfInference(deployment);

        Assert.Equal("dino", worker["Models__Text"]);
        Assert.DoesNotContain("Models__Added", worker.Keys);
        Assert.Equal("True", AppSettings.OfFunctions(deployment)["Jobs__AnyWord"]);
    }

    [Theory]
    [InlineData("cpu", 7)]
    [InlineData("t4", 30)]
    public async Task The_app_removes_what_is_past_the_retention_that_was_asked_for(string name, int days) =>
        Assert.Equal(TimeSpan.FromDays(days), Assets(await Deployment.GetAsync(name)));

    /// <summary>One day is the minimum.</summary>
    [Fact]
    public void What_needs_no_long_life_goes_within_the_shortest_retention() => Assert.All(
        (TimeSpan[])[new RetentionOptions().UnusedUploads, new RetentionOptions().LostJobs, new ArchiveOptions().Lifetime],
        lifetime => Assert.InRange(lifetime, TimeSpan.Zero, TimeSpan.FromDays(1)));

    /// <summary>If the account deleted a blob too early, a job would still name that result.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public async Task The_account_deletes_what_the_app_has_missed_and_nothing_earlier(string name)
    {
        var deployment = await Deployment.GetAsync(name);
        var days = DaysOf(deployment);

        Assert.All(ClientContainers.Where(container => container != Containers.Files), container => Assert.True(days[container] > Assets(deployment).TotalDays, $"{container}: {days[container]} days"));
    }

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public async Task The_account_deletes_no_file_that_its_owner_keeps(string name) =>
        Assert.DoesNotContain(Containers.Files, DaysOf(await Deployment.GetAsync(name)).Keys);

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public async Task What_networks_saw_is_left_to_the_app_as_long_as_it_keeps_it(string name) =>
        Assert.True(DaysOf(await Deployment.GetAsync(name))[ContainerNames.Features] > new RetentionOptions().Features.TotalDays);

    /// <summary>The app needs no such header for its own page; the account has to name it, because large files come from there.</summary>
    [Theory]
    [InlineData("cpu", "", "https://func-*.azurewebsites.net")]
    [InlineData("t4", "https://app.example,https://www.example", "https://func-*.azurewebsites.net,https://app.example,https://www.example")]
    [InlineData("own address", "", "https://func-*.azurewebsites.net,https://seg.example")]
    [InlineData("a100, private network", "", "")]
    public async Task Its_own_page_and_those_that_may_call_the_app_may_use_the_media_account_and_no_other(string name, string origins, string direct)
    {
        var deployment = await Deployment.GetAsync(name);
        var settings = AppSettings.OfFunctions(deployment);
        var app = deployment.Single("Microsoft.Web/sites").Name;
        var rules = deployment.OfType("Microsoft.Storage/storageAccounts/blobServices").ToDictionary(
            service => service.Name.Split('/')[0].StartsWith("stmedia", StringComparison.Ordinal) ? "media" : "host",
            service => string.Join(',', service.Get("cors.corsRules").AsArray().SelectMany(rule => rule!["allowedOrigins"]!.AsArray()).Select(origin => (string)origin!)));

        Assert.Equal(origins, string.Join(',', settings.Where(setting => setting.Key.StartsWith("Cors__Origins__", StringComparison.Ordinal)).Select(setting => setting.Value)));
        Assert.Equal((direct.Replace("func-*", app, StringComparison.Ordinal), ""), (rules["media"], rules["host"]));
    }

    private static async Task<IEnumerable<string>> ModelsContainerAsync(string name) =>
        AppSettings.OfInference(await Deployment.GetAsync(name)).TryGetValue("Models__AddedContainer", out var container) ? [container] : [];

    private static IEnumerable<string> ClientContainers => typeof(Containers).GetFields().Select(constant => (string)constant.GetRawConstantValue()!);

    private static TimeSpan Assets(Deployment deployment) =>
        TimeSpan.Parse(AppSettings.OfFunctions(deployment)["Retention__Assets"], CultureInfo.InvariantCulture);

    private static Dictionary<string, int> DaysOf(Deployment deployment) =>
        deployment.Single("Microsoft.Storage/storageAccounts/managementPolicies").Get("policy.rules").AsArray()
            .Select(rule => rule!["definition"]!)
            .ToDictionary(ContainerOf, definition => (int)definition["actions"]!["baseBlob"]!["delete"]!["daysAfterModificationGreaterThan"]!);

    private static string ContainerOf(JsonNode definition) => ((string)Assert.Single(definition["filters"]!["prefixMatch"]!.AsArray())!).TrimEnd('/');
}
