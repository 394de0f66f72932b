namespace SegFunctions.Results;

internal static class ResultsRegistration
{
    /// <summary>What the workers wrote, and the manifests that are made of it.</summary>
    public static IServiceCollection AddResults(this IServiceCollection services) =>
        services.AddSingleton<ResultStore>().AddSingleton<ManifestStore>();
}
