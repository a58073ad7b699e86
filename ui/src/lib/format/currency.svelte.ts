// The shop's currency, set when the shop's state arrives. Amounts are whole minor units of it.
class ShopMoney {
  code = $state("JPY");
  digits = $state(0);
}

export const money = new ShopMoney();
