using SegFunctions.Accounts.Ledger;
using SegFunctions.Connections;

namespace SegFunctions.Accounts;

internal static class AccountsRegistration
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.Section).ValidateOnStart(AccountOptions.Section, new AccountOptionsValidator());
        return services
            .AddSingleton<ApiKeyTable>()
            .AddSingleton<ApiKeys>()
            .AddSingleton<AccountLimits>()
            .AddSingleton<RequestRates>()
            .AddSingleton<AccountLedger>();
    }
}
