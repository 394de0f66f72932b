using Microsoft.Extensions.Options;
using SegFunctions.Inference;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;
using SegFunctions.Worker.Blobs;
using SegFunctions.Worker.Health;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Worker.Loading;

internal static class LoadingRegistration
{
    public static IServiceCollection AddNetworks(this IServiceCollection services) => services
        .AddSingleton(provider => SettingsOf<ModelsOptions>(provider).LoadCatalogue())
        .AddSingleton(provider => new ModelStore(SettingsOf<ModelsOptions>(provider).Cache ?? ModelStore.DefaultFolder))
        .AddSingleton<ModelInstaller>()
        .AddSingleton(provider => SettingsOf<RuntimeOptions>(provider).ToOnnxSettings())
        .AddSingleton(provider => SettingsOf<ModelsOptions>(provider).Choose(provider.GetRequiredService<ModelCatalogue>()))
        .AddSingleton<NetworkPool>()
        .AddSingleton<NetworkLoader>()
        .AddSingleton(provider => new PictureDecoder(SettingsOf<RuntimeOptions>(provider).ToLimits()))
        .AddSingleton(provider => new FeatureCache(
            SettingsOf<RuntimeOptions>(provider).CacheMegabytes * 1_000_000L, provider.GetRequiredService<BlobFeatureStore>()))
        .AddSingleton(provider => new Segmenter(
            provider.GetRequiredService<PictureDecoder>(),
            provider.GetRequiredService<NetworkPool>(),
            provider.GetRequiredService<FeatureCache>(),
            provider.GetRequiredService<NetworkLoader>().PrepareAsync,
            provider.GetRequiredService<OnnxSettings>().PictureCount))
        .AddSingleton(provider => new JobNetworks(
            provider.GetRequiredService<Segmenter>(),
            provider.GetRequiredService<NetworkPool>(),
            provider.GetRequiredService<ModelCatalogue>(),
            provider.GetRequiredService<ModelStore>(),
            // The worker's health depends only on the networks in its settings, not on those that clients request.
            pool => ActivatorUtilities.CreateInstance<NetworkLoader>(provider, pool, new NetworksHealth()),
            SettingsOf<ModelsOptions>(provider).AskedAtOnce,
            provider.GetRequiredService<ILogger<JobNetworks>>()))
        .AddHostedService<WarmUp>();

    private static TOptions SettingsOf<TOptions>(IServiceProvider provider)
        where TOptions : class => provider.GetRequiredService<IOptions<TOptions>>().Value;
}
