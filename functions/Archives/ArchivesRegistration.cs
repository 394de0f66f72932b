using SegFunctions.Annotations;
using SegFunctions.Connections;

namespace SegFunctions.Archives;

internal static class ArchivesRegistration
{
    public static IServiceCollection AddArchives(this IServiceCollection services)
    {
        services.AddOptions<ArchiveOptions>().BindConfiguration(ArchiveOptions.Section).ValidateOnStart(ArchiveOptions.Section, new ArchiveOptionsValidator());
        return services.AddSingleton<ArchiveWriter>().AddSingleton<AnnotationFiles>()
            .AddSingleton<ArchiveClient>();
    }
}
