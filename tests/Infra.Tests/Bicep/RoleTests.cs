using System.Text.RegularExpressions;
using SegFunctions.Contract;
using SegFunctions.House.Tests;

namespace SegFunctions.Infra.Tests.Bicep;

/// <summary>Each app has the permissions that its code uses, and no others.</summary>
public sealed partial class RoleTests
{
    private const string Media = "storageAccounts/stmedia";

    private static readonly Dictionary<string, string> RoleNames = new()
    {
        ["7f951dda-4ed3-4680-a7ca-43fe172d538d"] = "AcrPull",
        ["0ad04412-c4d5-4796-b79c-f76d14c8d402"] = "Durable Task Data Contributor",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0"] = "Azure Service Bus Data Receiver",
        ["69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"] = "Azure Service Bus Data Sender",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"] = "Storage Blob Data Reader",
        ["db58b8e5-c6ad-4a2a-8342-4190687cbf4a"] = "Storage Blob Delegator",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
    };

    /// <summary>App, role, scope. An assignment that is not listed here has no reason; one that is only listed here is missing.</summary>
    private static readonly (string App, string Role, string Scope)[] Reasons =
    [
        ("functions", "Storage Blob Data Owner", "storageAccounts/sthost"),
        ("functions", "Storage Blob Data Contributor", $"{Media}/blobServices/default/containers/inputs"),
        ("functions", "Storage Blob Data Contributor", $"{Media}/blobServices/default/containers/files"),
        ("functions", "Storage Blob Data Contributor", $"{Media}/blobServices/default/containers/results"),
        ("functions", "Storage Blob Data Contributor", $"{Media}/blobServices/default/containers/archives"),
        ("functions", "Storage Blob Data Contributor", $"{Media}/blobServices/default/containers/features"),
        ("functions", "Storage Table Data Contributor", Media),
        ("functions", "Durable Task Data Contributor", "schedulers/dts-/taskHubs/SegFunctions"),
        ("functions", "Key Vault Secrets User", "vaults/kv-/secrets/link-signing-key"),
        ("functions", "Key Vault Secrets User", "vaults/kv-/secrets/secrets-key"),
        ("functions", "Monitoring Metrics Publisher", "components/appi-"),
        ("inference", "Storage Blob Data Reader", $"{Media}/blobServices/default/containers/inputs"),
        ("inference", "Storage Blob Data Reader", $"{Media}/blobServices/default/containers/files"),
        ("inference", "Storage Blob Data Contributor", $"{Media}/blobServices/default/containers/results"),
        ("inference", "Storage Blob Data Contributor", $"{Media}/blobServices/default/containers/features"),
        ("inference", "Monitoring Metrics Publisher", "components/appi-"),
        ("inference", "AcrPull", "registries/cr"),
    ];

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public async Task Each_app_may_do_what_it_does_and_no_more(string name)
    {
        var assigned = await AssignmentsAsync(name);

        var reasons = Reasons
            .Concat(await DelegationRightsAsync(name))
            .Concat(await ModelRightsAsync(name))
            .Concat(QueueRights("functions", "functions/"))
            .Concat(QueueRights("inference", "inference-container/Worker/"))
            .Distinct();
        Assert.Equal(reasons.Order(), assigned.Order());
    }

    /// <summary>The resource is one that the app's settings name, so that no permission outlives its use.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public async Task Each_right_is_on_something_that_the_app_is_told_of(string name)
    {
        var deployment = await Deployment.GetAsync(name);
        var app = deployment.Single("Microsoft.App/containerApps");
        var told = new Dictionary<string, string>
        {
            ["functions"] = string.Join('\n', AppSettings.OfFunctions(deployment).Values),
            ["inference"] = string.Join('\n', AppSettings.OfInference(deployment).Values) + app.Get("configuration.registries").ToJsonString(),
        };

        Assert.All(deployment.OfType("Microsoft.Authorization/roleAssignments"), assignment =>
            Assert.Contains(assignment.Id.Split("/providers/")[1].Split('/')[2], told[AppOf(assignment)], StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<(string App, string Role, string Scope)>> AssignmentsAsync(string name)
    {
        var deployment = await Deployment.GetAsync(name);
        var token = deployment.Single("Microsoft.App/containerApps").Name.Split('-')[^1];
        return deployment.OfType("Microsoft.Authorization/roleAssignments").Select(assignment => (
            AppOf(assignment),
            RoleNames.GetValueOrDefault(((string)assignment.Get("roleDefinitionId")!).Split('/')[^1], assignment.Id),
            ScopeOf(assignment).Replace(token, string.Empty, StringComparison.Ordinal)));
    }

    private static string AppOf(DeployedResource assignment) =>
        Identity().Match((string)assignment.Get("principalId")!).Groups["app"].Value;

    /// <summary>Without subscription, resource group and provider namespace.</summary>
    private static string ScopeOf(DeployedResource assignment) =>
        assignment.Id.Split("/providers/Microsoft.Authorization/")[0].Split("/providers/")[1].Split('/', 2)[1];

    /// <summary>A key that signs blob addresses is the whole account's, so it is requested only if clients are sent to the account.</summary>
    private static async Task<IEnumerable<(string App, string Role, string Scope)>> DelegationRightsAsync(string name)
    {
        var signs = Repository.FindFiles(".cs", "functions").Select(Repository.Read).Any(text => text.Contains(".GetUserDelegationKeyAsync(", StringComparison.Ordinal));
        var direct = bool.Parse(AppSettings.OfFunctions(await Deployment.GetAsync(name))["Links__DirectToStorage"]);
        return signs && direct ? [("functions", "Storage Blob Delegator", Media)] : [];
    }

    private static async Task<IEnumerable<(string App, string Role, string Scope)>> ModelRightsAsync(string name) =>
        AppSettings.OfInference(await Deployment.GetAsync(name)).TryGetValue("Models__AddedContainer", out var container)
            ? [("inference", "Storage Blob Data Reader", $"{Media}/blobServices/default/containers/{container}")]
            : [];

    /// <summary>Read from the code: a file that makes a sender sends to the queues that it names, one that makes a receiver receives from them.</summary>
    private static IEnumerable<(string App, string Role, string Scope)> QueueRights(string app, string folder)
    {
        foreach (var text in Repository.FindFiles(".cs", folder).Select(Repository.Read))
        {
            var queues = QueueName().Matches(text).Select(match => match.Groups["name"].Value == nameof(QueueNames.Requests) ? QueueNames.Requests : QueueNames.Updates)
                .Distinct().ToList();
            foreach (var queue in queues.Where(_ => text.Contains(".CreateSender(", StringComparison.Ordinal)))
            {
                yield return (app, "Azure Service Bus Data Sender", $"namespaces/sb-/queues/{queue}");
            }

            foreach (var queue in queues.Where(_ => Receives().IsMatch(text)))
            {
                yield return (app, "Azure Service Bus Data Receiver", $"namespaces/sb-/queues/{queue}");
            }
        }
    }

    [GeneratedRegex("userAssignedIdentities/id-(?<app>[a-z]+)-")]
    private static partial Regex Identity();

    [GeneratedRegex(@"QueueNames\.(?<name>Requests|Updates)")]
    private static partial Regex QueueName();

    [GeneratedRegex(@"\.Create(Receiver|Processor)\(|\[ServiceBusTrigger\(")]
    private static partial Regex Receives();
}
