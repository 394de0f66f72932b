using Microsoft.Extensions.Options;
using SegFunctions.Accounts;
using SegFunctions.Apis.Middleware;
using SegFunctions.Apis.OpenApi;
using SegFunctions.Webhooks;

namespace SegFunctions.Apis.Own;

internal static class OwnRegistration
{
    /// <summary>Adds our own API, and what all APIs share.</summary>
    public static IServiceCollection AddOwnApi(this IServiceCollection services) => services
        .AddCors()
        .AddSingleton<IValidateOptions<AccountOptions>, PriceNamesValidator>()
        .AddSingleton<ApiSurfaces>()
        .AddSingleton<KeyHeaders>()
        .AddSingleton<FileAnswers>()
        .AddSingleton<ApiDocuments>()
        .AddSingleton<LlmsText>()
        .AddSingleton(provider => new WebhookDialects(
        [
            provider.GetRequiredService<StandardDialect>(),
            .. provider.GetServices<IApiSurface>().Select(surface => surface.WebhookDialect).OfType<IWebhookDialect>(),
        ]))
        .AddSingleton<IApiSurface, OwnSurface>();
}
