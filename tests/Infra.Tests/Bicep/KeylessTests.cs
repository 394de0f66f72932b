using System.Text.Json.Nodes;

namespace SegFunctions.Infra.Tests.Bicep;

/// <summary>No resource can be reached with a key, over old TLS, or without a directory identity.</summary>
public sealed class KeylessTests
{
    /// <summary>Kind of resource, property, required value. A resource without the property fails.</summary>
    private static readonly (string Type, string Property, JsonNode Value)[] Rules =
    [
        ("Microsoft.Storage/storageAccounts", "allowSharedKeyAccess", false),
        ("Microsoft.Storage/storageAccounts", "allowBlobPublicAccess", false),
        ("Microsoft.Storage/storageAccounts", "minimumTlsVersion", "TLS1_2"),
        ("Microsoft.Storage/storageAccounts", "supportsHttpsTrafficOnly", true),
        ("Microsoft.Storage/storageAccounts/blobServices/containers", "publicAccess", "None"),
        ("Microsoft.ServiceBus/namespaces", "disableLocalAuth", true),
        ("Microsoft.ServiceBus/namespaces", "minimumTlsVersion", "1.2"),
        ("Microsoft.Insights/components", "DisableLocalAuth", true),
        ("Microsoft.OperationalInsights/workspaces", "features.disableLocalAuth", true),
        ("Microsoft.ContainerRegistry/registries", "adminUserEnabled", false),
        ("Microsoft.ContainerRegistry/registries", "anonymousPullEnabled", false),
        ("Microsoft.KeyVault/vaults", "enableRbacAuthorization", true),
        ("Microsoft.KeyVault/vaults", "enablePurgeProtection", true),
        ("Microsoft.Web/sites", "httpsOnly", true),
        ("Microsoft.Web/sites", "siteConfig.minTlsVersion", "1.2"),
        ("Microsoft.Web/sites", "siteConfig.scmMinTlsVersion", "1.2"),
        ("Microsoft.Web/sites", "siteConfig.ftpsState", "Disabled"),
        ("Microsoft.Web/sites", "functionAppConfig.deployment.storage.authentication.type", "UserAssignedIdentity"),
        ("Microsoft.Web/sites/basicPublishingCredentialsPolicies", "allow", false),
        ("Microsoft.App/managedEnvironments", "appLogsConfiguration.destination", "azure-monitor"),
    ];

    /// <summary>Kinds without a local login that could be switched off.</summary>
    private static readonly string[] WithoutLogin =
    [
        "Microsoft.App/containerApps", "Microsoft.Authorization/roleAssignments", "Microsoft.DurableTask/schedulers",
        "Microsoft.DurableTask/schedulers/taskHubs", "Microsoft.Insights/diagnosticSettings", "Microsoft.KeyVault/vaults/secrets",
        "Microsoft.ManagedIdentity/userAssignedIdentities", "Microsoft.Network/privateDnsZones", "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
        "Microsoft.Network/privateEndpoints", "Microsoft.Network/privateEndpoints/privateDnsZoneGroups", "Microsoft.Network/virtualNetworks",
        "Microsoft.Network/virtualNetworks/subnets", "Microsoft.Resources/resourceGroups", "Microsoft.ServiceBus/namespaces/queues",
        "Microsoft.Storage/storageAccounts/blobServices", "Microsoft.Storage/storageAccounts/managementPolicies", "Microsoft.Web/serverfarms",
    ];

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public async Task Every_resource_is_locked_down(string name)
    {
        var deployment = await Deployment.GetAsync(name);

        foreach (var (type, property, value) in Rules)
        {
            var resources = deployment.OfType(type).ToList();
            Assert.NotEmpty(resources);
            Assert.All(resources, resource => Assert.True(
                JsonNode.DeepEquals(value, resource.Find(property)), $"{resource.Id}: {property} is {resource.Find(property)?.ToJsonString() ?? "not set"}."));
        }
    }

    /// <summary>For a new kind of resource, somebody must decide what locking it down means.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public async Task Every_kind_of_resource_has_been_thought_about(string name) =>
        Assert.Empty((await Deployment.GetAsync(name)).Resources.Select(resource => resource.Type).Except([.. Rules.Select(rule => rule.Type), .. WithoutLogin]));

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public async Task No_app_is_given_a_key(string name)
    {
        var deployment = await Deployment.GetAsync(name);

        var values = AppSettings.OfFunctions(deployment).Concat(AppSettings.OfInference(deployment)).Select(setting => setting.Value);

        Assert.All(values, value => Assert.DoesNotMatch("(?i)(AccountKey|SharedAccessKey|Password|Secret)=", value));
    }

    [Fact]
    public async Task A_private_network_leaves_no_store_public()
    {
        var deployment = await Deployment.GetAsync("a100, private network");
        string[] stores = ["Microsoft.Storage/storageAccounts", "Microsoft.ServiceBus/namespaces", "Microsoft.KeyVault/vaults"];

        Assert.All(stores.SelectMany(deployment.OfType), store => Assert.Equal("Disabled", (string)store.Get("publicNetworkAccess")!));
        Assert.Equal("Premium", (string)deployment.Single("Microsoft.ServiceBus/namespaces").FindOutsideProperties("sku")!["tier"]!);
        var reached = deployment.OfType("Microsoft.Network/privateEndpoints")
            .Select(endpoint => (string)endpoint.Get("privateLinkServiceConnections.0.properties.privateLinkServiceId")!);
        Assert.Empty(stores.SelectMany(deployment.OfType).Select(store => store.Id).Except(reached));
    }
}
