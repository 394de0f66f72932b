using System.Net.Sockets;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Microsoft.Security.AntiSSRF;
using Polly;
using SegFunctions.Connections;

namespace SegFunctions.Fetching;

internal static class FetchingRegistration
{
    public static IServiceCollection AddFetching(this IServiceCollection services)
    {
        services.AddOptions<FetchOptions>().BindConfiguration(FetchOptions.Section).ValidateOnStart(FetchOptions.Section, new FetchOptionsValidator());
        services.AddGuarded(OutgoingClients.Inputs, (rules, options) => Follow(rules.ToPolicy(plainText: true), options.MaxRedirects))
            .AddResilienceHandler(
                OutgoingClients.Inputs,
                static (pipeline, context) => AddPatience(pipeline, context.ServiceProvider.GetRequiredService<IOptions<FetchOptions>>().Value));
        services.AddGuarded(OutgoingClients.Webhooks, static (rules, _) => Follow(rules.ToPolicy(plainText: false), 0));
        services.AddGuarded(OutgoingClients.PrivateWebhooks, static (rules, _) => Follow(rules.ToPolicy(plainText: true, privateOnly: true), 0));
        return services.AddSingleton<AddressRules>().AddSingleton<OutgoingUrls>().AddSingleton<OutgoingClients>();
    }

    /// <summary>Adds a client whose addresses are checked, without the factory's own log lines, which would contain full addresses.</summary>
    private static IHttpClientBuilder AddGuarded(
        this IServiceCollection services, string name, Func<AddressRules, FetchOptions, AntiSSRFHandler> create) =>
        services.AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider =>
            {
                UntracedHandler.Prepare();
                var options = provider.GetRequiredService<IOptions<FetchOptions>>().Value;
                var handler = create(provider.GetRequiredService<AddressRules>(), options);
                handler.ConnectTimeout = options.ConnectTimeout;
                handler.UseCookies = false;
                return handler;
            })
            .AddHttpMessageHandler(static () => new UntracedHandler())
            .RemoveAllLoggers();

    private static AntiSSRFHandler Follow(AntiSSRFPolicy policy, int redirects)
    {
        var handler = policy.GetHandler();
        handler.AllowAutoRedirect = redirects > 0;
        handler.MaxAutomaticRedirections = Math.Max(1, redirects);
        return handler;
    }

    private static void AddPatience(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, FetchOptions options)
    {
        if (options.Retries > 0)
        {
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = options.Retries,
                ShouldHandle = outcome => new(IsPassing(outcome.Outcome)),
            });
        }

        pipeline.AddTimeout(options.FirstByteTimeout);
    }

    /// <summary>Whether the failure is transient. A <see cref="SocketException"/> counts, since the guarding library resolves names itself and throws the resolver's exception unchanged.</summary>
    internal static bool IsPassing(Outcome<HttpResponseMessage> outcome) =>
        HttpClientResiliencePredicates.IsTransient(outcome) || outcome.Exception is SocketException;
}
