import { openCarrierProvider, type CarrierProvider } from './carrier';
import { openPaymentProvider, type PaymentProvider } from './payments';
import { openRatesProvider, type RatesProvider } from './rates';

/** The services of others that the demo uses. */
export interface Providers {
  readonly payments: PaymentProvider;
  readonly carrier: CarrierProvider;
  readonly rates: RatesProvider;
  close(): Promise<void>;
}

export async function openProviders(): Promise<Providers> {
  const [payments, carrier, rates] = await Promise.all([
    openPaymentProvider(),
    openCarrierProvider(),
    openRatesProvider(),
  ]);
  return {
    payments,
    carrier,
    rates,
    close: async () => {
      await Promise.all([payments.close(), carrier.close(), rates.close()]);
    },
  };
}
