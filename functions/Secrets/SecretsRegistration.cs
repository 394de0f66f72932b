using SegFunctions.Connections;

namespace SegFunctions.Secrets;

internal static class SecretsRegistration
{
    public static IServiceCollection AddSecrets(this IServiceCollection services)
    {
        services.AddOptions<SecretOptions>().BindConfiguration(SecretOptions.Section).ValidateOnStart(SecretOptions.Section, new SecretOptionsValidator());
        return services.AddSingleton<SecretCipher>().AddSingleton<SecretStore>().AddSingleton<ISealedTable>(provider => provider.GetRequiredService<SecretStore>());
    }
}
