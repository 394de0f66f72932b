namespace SegFunctions.Results;

internal static class ResultsRegistration
{
    /// <summary>Adds the stores of the workers' results, of the manifests built from them, and of the requests that APIs repeat in responses.</summary>
    public static IServiceCollection AddResults(this IServiceCollection services) =>
        services.AddSingleton<ResultStore>().AddSingleton<ManifestStore>().AddSingleton<RequestStore>();
}
