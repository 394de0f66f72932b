using SegFunctions.Configuration;

namespace SegFunctions.Links;

internal static class LinksRegistration
{
    public static IServiceCollection AddLinks(this IServiceCollection services)
    {
        services.AddOptions<LinkOptions>().BindConfiguration(LinkOptions.Section).ValidateOnStart(LinkOptions.Section, new LinkOptionsValidator());
        services.AddOptions<CrossOriginOptions>().BindConfiguration(CrossOriginOptions.Section).ValidateOnStart(CrossOriginOptions.Section, new CrossOriginOptionsValidator());
        return services.AddSingleton<LinkSigner>().AddSingleton<PublicLinks>();
    }
}
