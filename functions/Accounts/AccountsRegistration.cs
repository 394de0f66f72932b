namespace SegFunctions.Accounts;

internal static class AccountsRegistration
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddOptions<AccountOptions>()
            .BindConfiguration(AccountOptions.Section)
            .Validate(
                options => options.Keys.All(key => key.IsValid()),
                "Each of Accounts:Keys needs Sha256 (64 hex digits) and Account (letters, digits, - and _).")
            .ValidateOnStart();
        return services.AddSingleton<ApiKeys>();
    }
}
