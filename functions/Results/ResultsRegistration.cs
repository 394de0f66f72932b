namespace SegFunctions.Results;

internal static class ResultsRegistration
{
    /// <summary>The workers' results, the manifests built from them, and the requests that they answer.</summary>
    public static IServiceCollection AddResults(this IServiceCollection services) =>
        services.AddSingleton<ResultStore>().AddSingleton<ManifestStore>().AddSingleton<RequestStore>();
}
