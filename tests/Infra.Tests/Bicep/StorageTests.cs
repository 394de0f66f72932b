using System.Text.Json.Nodes;
using SegFunctions.Results;

namespace SegFunctions.Infra.Tests.Bicep;

public sealed class StorageTests
{
    /// <summary>The apps may not make containers, so each one that the code knows has to be there.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public async Task The_containers_are_those_of_the_code(string name)
    {
        var containers = (await Deployment.GetAsync(name)).OfType("Microsoft.Storage/storageAccounts/blobServices/containers")
            .Where(container => container.Name.StartsWith("stmedia", StringComparison.Ordinal)).Select(container => container.Name.Split('/')[^1]);

        Assert.Equal(KnownContainers.Order(), containers.Order());
    }

    [Theory]
    [InlineData("cpu", 7)]
    [InlineData("t4", 30)]
    public async Task Everything_that_a_client_sent_or_got_is_deleted_after_the_retention(string name, int days)
    {
        var rule = (await Deployment.GetAsync(name)).Single("Microsoft.Storage/storageAccounts/managementPolicies").Get("policy.rules.0.definition");

        Assert.Equal(days, (int)rule["actions"]!["baseBlob"]!["delete"]!["daysAfterCreationGreaterThan"]!);
        Assert.Equal(KnownContainers.Select(container => container + "/").Order(), Texts(rule["filters"]!["prefixMatch"]!).Order());
    }

    public static IEnumerable<string> KnownContainers => typeof(Containers).GetFields().Select(constant => (string)constant.GetRawConstantValue()!);

    private static IEnumerable<string> Texts(JsonNode array) => array.AsArray().Select(text => (string)text!);
}
