using SegFunctions.Results.Archives;

namespace SegFunctions.Results;

internal static class ResultsRegistration
{
    /// <summary>Results, manifests, archives, and the links to them.</summary>
    public static IServiceCollection AddResults(this IServiceCollection services)
    {
        services.AddOptions<LinkOptions>()
            .BindConfiguration(LinkOptions.Section)
            .Validate(
                options => options.IsValid(),
                "Set Links:PublicBaseUrl to an absolute http(s) address and Links:SigningKeys:0 to the base64 of at least 32 random bytes.")
            .ValidateOnStart();
        services.AddOptions<ArchiveOptions>()
            .BindConfiguration(ArchiveOptions.Section)
            .Validate(options => options.Lifetime > TimeSpan.Zero, "Archives:Lifetime must be positive.")
            .ValidateOnStart();
        return services
            .AddSingleton<LinkSigner>()
            .AddSingleton<PublicLinks>()
            .AddSingleton<BlobSas>()
            .AddSingleton<FileAnswers>()
            .AddSingleton<ResultStore>()
            .AddSingleton<ManifestStore>()
            .AddSingleton<ArchiveWriter>()
            .AddSingleton<ArchiveClient>();
    }
}
