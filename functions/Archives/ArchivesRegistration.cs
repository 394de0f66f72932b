namespace SegFunctions.Archives;

internal static class ArchivesRegistration
{
    public static IServiceCollection AddArchives(this IServiceCollection services)
    {
        services.AddOptions<ArchiveOptions>()
            .BindConfiguration(ArchiveOptions.Section)
            .Validate(options => options.Lifetime > TimeSpan.Zero, "Archives:Lifetime must be positive.")
            .ValidateOnStart();
        return services.AddSingleton<ArchiveWriter>().AddSingleton<ArchiveClient>();
    }
}
