using SegFunctions.Connections;

namespace SegFunctions.Links;

internal static class LinksRegistration
{
    public static IServiceCollection AddLinks(this IServiceCollection services)
    {
        services.AddOptions<LinkOptions>().BindConfiguration(LinkOptions.Section).ValidateOnStart(LinkOptions.Section, new LinkOptionsValidator());
        return services.AddSingleton<LinkSigner>().AddSingleton<PublicLinks>();
    }
}
