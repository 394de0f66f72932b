namespace SegFunctions.Results;

internal static class ResultsRegistration
{
    /// <summary>The workers' results, and the manifests built from them.</summary>
    public static IServiceCollection AddResults(this IServiceCollection services) =>
        services.AddSingleton<ResultStore>().AddSingleton<ManifestStore>();
}
