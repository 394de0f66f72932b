using SegFunctions.Accounts.Ledger;

namespace SegFunctions.Accounts;

internal static class AccountsRegistration
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddOptions<AccountOptions>()
            .BindConfiguration(AccountOptions.Section)
            .Validate(
                options => options.Keys.All(key => key.IsValid()),
                $"Each of Accounts:Keys needs Sha256 (64 hex digits), Account ({AccountName.Rule}) and at least one of the Scopes Jobs and Manage.")
            .Validate(options => options.IsValid(), "Accounts: the limits and Tokens must not be negative, each of Prices is 0 to 1000000, KeyCacheLifetime must be positive.")
            .ValidateOnStart();
        return services
            .AddSingleton<ApiKeyTable>()
            .AddSingleton<ApiKeys>()
            .AddSingleton<AccountLimits>()
            .AddSingleton<RequestRates>()
            .AddSingleton<AccountLedger>();
    }
}
