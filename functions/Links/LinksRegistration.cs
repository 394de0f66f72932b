namespace SegFunctions.Links;

internal static class LinksRegistration
{
    public static IServiceCollection AddLinks(this IServiceCollection services)
    {
        services.AddOptions<LinkOptions>()
            .BindConfiguration(LinkOptions.Section)
            .Validate(
                options => options.IsValid(),
                "Set Links:PublicBaseUrl to an absolute http(s) address and Links:SigningKeys:0 to the base64 of at least 32 random bytes.")
            .ValidateOnStart();
        services.AddOptions<CrossOriginOptions>()
            .BindConfiguration(CrossOriginOptions.Section)
            .Validate(
                options => options.IsValid(),
                "Each of Cors:Origins must be * or an origin as browsers send it, such as https://app.example: scheme, host and port, no slash at its end.")
            .ValidateOnStart();
        return services.AddSingleton<LinkSigner>().AddSingleton<PublicLinks>();
    }
}
