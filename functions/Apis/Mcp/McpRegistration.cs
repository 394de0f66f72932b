namespace SegFunctions.Apis.Mcp;

internal static class McpRegistration
{
    public static IServiceCollection AddMcp(this IServiceCollection services)
    {
        services.AddOptions<McpOptions>().BindConfiguration(McpOptions.Section);
        return services.AddSingleton<McpTools>();
    }
}
