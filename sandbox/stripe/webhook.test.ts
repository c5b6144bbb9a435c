// Stripe's own client as the witness of how events are signed.
import { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { stripe } from './index.ts'

test('events are signed so that the vendor’s own client takes them, and refuses them when they were changed', () => {
  const { webhooks } = new Stripe('sk_test_practice')
  const text = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'customer.created',
    data: { object: { name: '🌸' } },
  })
  const event = { id: 'evt_1', topic: 'customer.created', text, secret: 'whsec_practice', now: Date.now() }
  const signature = stripe.signWebhook?.(event)['Stripe-Signature'] ?? ''
  expect(webhooks.constructEvent(text, signature, 'whsec_practice').type).toBe('customer.created')
  expect(() => webhooks.constructEvent(`${text} `, signature, 'whsec_practice')).toThrow('signature')
})
