using System.Text.Json.Nodes;

namespace SegFunctions.Infra.Tests.Bicep;

/// <summary>The environment variables that a deployment sets for its apps.</summary>
internal static class AppSettings
{
    public static IReadOnlyDictionary<string, string> OfFunctions(Deployment deployment) =>
        Read(deployment.Single("Microsoft.Web/sites").Get("siteConfig.appSettings"));

    public static IReadOnlyDictionary<string, string> OfInference(Deployment deployment) =>
        Read(deployment.Single("Microsoft.App/containerApps").Get("template.containers.0.env"));

    private static Dictionary<string, string> Read(JsonNode settings) =>
        settings.AsArray().ToDictionary(setting => (string)setting!["name"]!, setting => (string)setting!["value"]!);
}
