using SegFunctions.Connections;

namespace SegFunctions.Files;

internal static class FilesRegistration
{
    public static IServiceCollection AddFiles(this IServiceCollection services)
    {
        services.AddOptions<StoredFileOptions>()
            .BindConfiguration(StoredFileOptions.Section)
            .ValidateOnStart(StoredFileOptions.Section, new StoredFileOptionsValidator());
        return services
            .AddSingleton<FileTable>()
            .AddSingleton<FileContents>()
            .AddSingleton<FileStore>()
            .AddSingleton<FileLinks>();
    }
}
