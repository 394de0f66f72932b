using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SegFunctions.Fetching;

namespace SegFunctions.Tests.Fetching;

/// <summary>The guard as the app registers it.</summary>
internal static class GuardedServices
{
    /// <param name="settings">Added to the allowed networks, as <c>Fetch:…</c>.</param>
    /// <param name="allowed">CIDRs.</param>
    public static ServiceProvider CreateWith(Dictionary<string, string?> settings, params string[] allowed)
    {
        for (var i = 0; i < allowed.Length; i++)
        {
            settings[$"Fetch:AllowedNetworks:{i}"] = allowed[i];
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddFetching().BuildServiceProvider();
    }

    public static ServiceProvider Create(params string[] allowed) => CreateWith([], allowed);

    public static OutgoingUrls Urls(params string[] allowed) => Create(allowed).GetRequiredService<OutgoingUrls>();

    public static AddressRules Rules(params string[] allowed) => Create(allowed).GetRequiredService<AddressRules>();
}
