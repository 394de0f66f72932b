namespace SegFunctions.Files;

internal static class FilesRegistration
{
    public static IServiceCollection AddFiles(this IServiceCollection services)
    {
        services.AddOptions<StoredFileOptions>()
            .BindConfiguration(StoredFileOptions.Section)
            .Validate(options => options.IsValid(), "Files: MaxBodyBytes and EmptyLifetime must be positive.")
            .ValidateOnStart();
        return services
            .AddSingleton<FileTable>()
            .AddSingleton<FileContents>()
            .AddSingleton<FileStore>()
            .AddSingleton<FileLinks>();
    }
}
